"""Somebody in front of a browser, in the words of what they do. A server or script error is a failure."""

import re

from playwright.sync_api import expect

PASSPHRASE = "seven grey herons over the weir"
PATIENCE = 60_000  # ms: the first certificate is drawn and sealed while one waits
expect.set_options(timeout=PATIENCE)


class Visitor:
    def __init__(self, context, hands, name):
        self.name = name
        self.email = name.lower().replace(" ", ".") + "@practice.example"
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.hands = hands(self.page)
        self.problems = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("response", self._look)

    def _look(self, response):
        if response.status >= 500 or (response.status == 404 and response.request.is_navigation_request()):
            self.problems.append(f"{response.status} {response.request.method} {response.url}")

    # ------------------------------------------------------------------ going and reading

    def goes(self, address):
        """Types an address, or opens one that came by mail."""
        self.page.goto(address, wait_until="domcontentloaded")
        self._no_problem()

    def opens(self, label):
        """By the navigation on top of each page; on a phone it is folded into a menu."""
        menu = self.page.locator("header summary", has_text="Menu")
        if menu.is_visible():
            self.hands.press(menu)
        self._goes_through(self.page.locator("header").get_by_role("link", name=label, exact=True))

    def follows(self, label, *, among=None):
        self._goes_through(self._main(among).get_by_role("link", name=label).first)

    def reads(self, *texts):
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        self._no_problem()

    def ref(self, pattern):
        """What of the page's address fits this pattern."""
        return re.search(pattern, self.page.url)[1]

    def downloads(self, label, *, to, among=None):
        with self.page.expect_download() as download:
            self.hands.press(self._main(among).get_by_role("link", name=label).first)
        download.value.save_as(to)

    def _main(self, among=None):
        """Where the page's own controls are; on a small screen some stand in a dock below it."""
        return among or self.page.locator("main, .dock")

    def _goes_through(self, control, sure=""):
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.hands.press(control)
            if sure:
                self.hands.confirm(sure)
        self._no_problem()

    def _no_problem(self):
        assert not self.problems, f"{self.name} at {self.page.url}: {self.problems}"

    # ------------------------------------------------------------------ writing and pressing

    def writes(self, label, text):
        self.hands.write(self._main().get_by_label(label).first, text)

    def chooses(self, label, option):
        select = self._main().get_by_label(label).first
        chosen = select.locator("option", has_text=option).first
        self.hands.choose(select, chosen.get_attribute("value"))

    def ticks(self, label):
        self.hands.check(self._main().get_by_label(label).first)

    def unfolds(self, label):
        self.hands.press(self._main().locator("summary", has_text=label))

    def presses(self, label, *, sure=False, among=None):
        button = self._main(among).get_by_role("button", name=label, exact=True).first
        self._goes_through(button, label if sure else "")

    def signs(self, button):
        self.hands.write(self._main().locator("[name$=passphrase]").first, PASSPHRASE)
        self.presses(button)

    def answers(self, questions, texts, prefix="answer"):
        """A page of the program's questions."""
        for question in questions:
            field = self._main().locator(f"[name={prefix}_{question.id}]")
            if question.kind.value in ("choice", "choices", "yesno"):
                self.hands.check(field.and_(self.page.locator(f"[value={texts[question.id]}]")))
            else:
                self.hands.write(field, texts[question.id])

    # ------------------------------------------------------------------ coming and leaving

    def opens_the_account(self):
        self.writes("Name", self.name)
        self.writes("Passphrase", PASSPHRASE)
        self.presses("Open my account")
        self.reads("Your account is ready")
        self.says_who_they_are()

    def registers(self, product):
        """As a stranger, from the public page; the address is confirmed by the link in the mail."""
        self.goes("/")
        self.follows("Begin an application")
        for label, text in (("Name", self.name), ("E-mail", self.email), ("Passphrase", PASSPHRASE)):
            self.writes(label, text)
        self.presses("Open the account")
        self.goes(product.mailed_link(self.email, "onfirm"))
        self.presses("Yes, this address is mine")
        self.says_who_they_are()

    def signs_in(self, passphrase=PASSPHRASE):
        self.goes("/account/login")
        self.says_who_they_are(passphrase)

    def says_who_they_are(self, passphrase=PASSPHRASE):
        self.writes("E-mail", self.email)
        self.writes("Passphrase", passphrase)
        self.presses("Sign in")
        self.reads("What needs doing")

    def signs_out(self):
        self.hands.press(self.page.locator("summary").filter(has_text="Your account"))
        self._goes_through(self.page.get_by_role("button", name="Sign out"))
