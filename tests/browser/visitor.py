"""Somebody in front of a browser, in the words of what they do. A server or script error is a failure."""

import re

from playwright.sync_api import expect

PASSPHRASE = "seven grey herons over the weir"
NAME_IN_FOCUS = """() => {
  const stop = document.activeElement;
  return (stop.labels?.[0] ?? stop).textContent.trim();
}"""
expect.set_options(timeout=20_000)


class Visitor:
    def __init__(self, context, name):
        self.name = name
        self.email = name.lower().replace(" ", ".") + "@practice.example"
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.problems = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("response", self._look)

    def _look(self, response):
        if response.status >= 500 or (response.status == 404 and response.request.is_navigation_request()):
            self.problems.append(f"{response.status} {response.request.method} {response.url}")

    # ------------------------------------------------------------------ going and reading

    def goes(self, address):
        self.page.goto(address)
        self._no_problem()

    def follows(self, label):
        self.page.locator("main").get_by_role("link", name=label).first.click()
        self._no_problem()

    def reads(self, *texts):
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        self._no_problem()

    def ref(self, pattern):
        """What of the page's address fits this pattern."""
        return re.search(pattern, self.page.url)[1]

    def _no_problem(self):
        assert not self.problems, f"{self.name} at {self.page.url}: {self.problems}"

    # ------------------------------------------------------------------ writing and pressing

    def writes(self, label, text):
        self.page.get_by_label(label).first.fill(text)

    def chooses(self, label, option):
        self.page.get_by_label(label).first.select_option(label=option)

    def ticks(self, label):
        self.page.locator("main").get_by_label(label).first.check(force=True)

    def presses(self, label, *, sure=False):
        self.page.locator("main").get_by_role("button", name=label, exact=True).first.click()
        if sure:
            self.page.locator("dialog").get_by_role("button", name=label).click()
        self.page.wait_for_load_state()
        self._no_problem()

    def signs(self, button):
        self.page.locator("[name$=passphrase]").first.fill(PASSPHRASE)
        self.presses(button)

    def answers(self, questions, texts):
        """A page of the program's questions."""
        for question in questions:
            self._answer(question.kind.value, f"[name=answer_{question.id}]", texts[question.id])

    def _answer(self, kind, field, text):
        if kind in ("choice", "choices", "yesno"):
            self.page.locator(f"{field}[value={text}]").check()
        else:
            self.page.locator(field).fill(text)

    # ------------------------------------------------------------------ coming and leaving

    def opens_the_account(self):
        self.page.locator("[name=name]").fill(self.name)
        self.page.locator("[name=password]").fill(PASSPHRASE)
        self.presses("Open my account")
        self.reads("Your account is ready")

    def registers(self, product):
        """As a stranger, from the public page; the address is confirmed by the link in the mail."""
        self.goes("/account/register")
        for field, text in (("name", self.name), ("email", self.email), ("password", PASSPHRASE)):
            self.page.locator(f"[name={field}]").fill(text)
        self.presses("Open the account")
        self.goes(product.mailed_link(self.email, "onfirm"))
        self.presses("Yes, this address is mine")
        self.signs_in()

    def signs_in(self, passphrase=PASSPHRASE):
        self.goes("/account/login")
        self.page.locator("[name=email]").fill(self.email)
        self.page.locator("[name=password]").fill(passphrase)
        self.presses("Sign in")
        self.reads("What needs doing")

    def signs_out(self):
        self.page.locator("summary").filter(has_text="Your account").click()
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_load_state()

    # ------------------------------------------------------------------ without a mouse

    def tabs_to(self, label, text="", *, press=""):
        """Go from stop to stop until the one with this name has the focus; then type, or press a key."""
        for _stop in range(60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(NAME_IN_FOCUS) == label:
                break
        else:
            raise AssertionError(f"no stop is called {label}")
        self.page.keyboard.type(text)
        if press:
            self.page.keyboard.press(press)
            self.page.wait_for_load_state()
