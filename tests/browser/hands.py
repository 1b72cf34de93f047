"""Ways to work a page: with a mouse, with keys alone, and with a mouse where no script runs."""

STOPS_AWAY = """(wanted) => {
  // How many presses of Tab from where the focus is (negative: of Shift+Tab); 0 when it is there.
  const here = document.activeElement;
  const isTogether = (one, other) =>
    one === other ||
    (one.type === "radio" && other.type === "radio" && one.name === other.name && one.form === other.form);
  if (isTogether(here, wanted)) return 0;
  const room = document.querySelector("dialog:popover-open") ?? document.body;
  const all = [...room.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const isFolded = (it) => it.closest("details:not([open]) > :not(summary)");
  const isStop = (it) => {
    const group = all.filter((other) => isTogether(it, other));
    return (
      it.tabIndex >= 0 && !it.matches(":disabled, [type=hidden]") && !isFolded(it) &&
      it.checkVisibility({ visibilityProperty: true }) &&
      it === (group.find((one) => one.checked) ?? group[0])
    );
  };
  const stops = all.filter(isStop);
  const standing = (it) => stops.find((stop) => isTogether(stop, it));
  const presses = (it) => (it.type === "date" ? 4 : 1);  // month, day, year, calendar
  const before = (it) =>
    stops
      .filter((stop) => stop.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING)
      .reduce((sum, stop) => sum + presses(stop), 0);
  if (!standing(wanted)) return null;
  const away = before(standing(wanted)) - before(standing(here) ?? here);
  return standing(here) || away < 0 ? away : away + 1;  // from between two stops the next is one away
}"""
HOW_IT_SHOWS = """(wanted) => {
  const here = document.activeElement;
  if (!here.matches(":focus-visible")) return "nothing has the focus, or nothing shows it";
  // A radio button under a chip is itself not to be seen: the chip is.
  const shown = getComputedStyle(here).opacity === "0" ? here.parentElement : here;
  const style = getComputedStyle(shown);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "no outline around it";
  const place = [...shown.getClientRects()].find((it) => it.width && it.height) ?? new DOMRect();
  // The middle of what is in the window.
  const middle = (from, to, edge) => (Math.max(from, 0) + Math.min(to, edge)) / 2;
  const above = document.elementFromPoint(
    middle(place.left, place.right, innerWidth), middle(place.top, place.bottom, innerHeight));
  if (!above || place.bottom < 1 || place.top > innerHeight - 1) return "it lies outside the window";
  const cover = above.closest(".dock, .menu-panel, dialog");
  return cover && !cover.contains(shown) ? `${cover.className} lies over it` : "";
}"""
IN_THE_GROUP = """(wanted) => {
  const radios = [...document.getElementsByName(wanted.name)].filter((it) => it.form === wanted.form);
  return radios.indexOf(wanted) - radios.indexOf(document.activeElement);
}"""
OPTIONS_AWAY = """(select, value) => {
  const options = [...select.options].filter((it) => !it.disabled);
  return options.findIndex((it) => it.value === value) - options.indexOf(select.selectedOptions[0]);
}"""
TYPED_BY_HAND = 40  # characters; what is longer is pasted


class Mouse:
    """Points and clicks."""

    context = {}

    def __init__(self, page):
        self.page = page

    def press(self, control):
        control.click()

    def confirm(self, label):
        self.press(self.page.locator("dialog:popover-open").get_by_role("button", name=label))

    def write(self, field, text):
        field.fill(text)

    def choose(self, select, value):
        select.select_option(value)

    def check(self, box):
        box.check()


class NoScripts(Mouse):
    """As with a mouse, in a browser that runs no script."""

    context = {"java_script_enabled": False}


class Keyboard:
    """Tab and Shift+Tab to get there, Enter, Space, arrows and letters to act. Never a click."""

    context = {}

    def __init__(self, page):
        self.page = page
        self._deep = 0  # presses of Tab already spent inside a date: from its month to its year

    def press(self, control):
        self._reach(control)
        self._keys("Enter")

    def confirm(self, label):
        self.press(self.page.locator("dialog:popover-open").get_by_role("button", name=label))

    def write(self, field, text):
        self._reach(field)
        if field.get_attribute("type") == "date":
            year, month, day = text.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
            self._deep = 2
        else:
            self._keys("Control+a")
            self.page.keyboard.type(text[:TYPED_BY_HAND])
            self.page.keyboard.insert_text(text[TYPED_BY_HAND:])
        assert field.input_value() == text

    def choose(self, select, value):
        self._reach(select)
        away = select.evaluate(OPTIONS_AWAY, value)
        self._keys("ArrowDown" if away > 0 else "ArrowUp", abs(away))
        assert select.input_value() == value

    def check(self, box):
        self._reach(box)
        if box.get_attribute("type") == "radio":
            away = box.evaluate(IN_THE_GROUP)
            self._keys("ArrowDown" if away > 0 else "ArrowUp", abs(away))
        if not box.is_checked():
            self._keys("Space")
        assert box.is_checked()

    def _reach(self, control):
        """Count the stops, press as often, and look: the focus is there and shows."""
        control.wait_for(state="attached")
        for _again in range(3):  # the count is a guess where a page begins in its middle
            away = control.evaluate(STOPS_AWAY)
            assert away is not None, f"Tab does not stop at {control}"
            if away == 0:
                break
            self._keys("Tab" if away > 0 else "Shift+Tab", abs(away - self._deep))
            self._deep = 0
        else:
            raise AssertionError(f"{control} is not where Tab should find it")
        wrong = self._what_is_wrong_with(control)
        assert not wrong, f"{control}: {wrong}"

    def _what_is_wrong_with(self, control, frames=120):
        """Nothing, or why the eye would not find the focus. The page may still be scrolling there."""
        for _frame in range(frames):
            words = control.evaluate(HOW_IT_SHOWS)
            if not words:
                break
            self.page.wait_for_timeout(16)
        return words

    def _keys(self, key, times=1):
        for _once in range(times):
            self.page.keyboard.press(key)


# Together they do all that a mouse with scripts would: scripts run under the one, the other clicks.
HANDS = {"keyboard": Keyboard, "no scripts": NoScripts}
