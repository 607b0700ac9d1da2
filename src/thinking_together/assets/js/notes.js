// Notes save themselves a few seconds after something was typed, and when the page is left. Without this script the
// buttons do it. Nobody's words are overwritten: where somebody else came first, both texts are shown.
const INTERVAL = 3000;

for (const form of document.querySelectorAll("form[data-notes]")) {
  const saved = form.querySelector("[data-saved]");
  const problem = form.querySelector("[data-problem]");
  const group = (who) => form.querySelector(`[data-note="${CSS.escape(who)}"]`);
  const version = (who) => form.elements[`version-${who}`];
  const typed = () => JSON.stringify([...form.querySelectorAll("textarea")].map((field) => [field.name, field.value]));
  const open = new Set(); // fields in which somebody else came first, until both texts are brought together
  let kept = typed();
  let busy = false;
  let over = false;

  const tell = (words) => {
    if (problem.textContent !== words) problem.textContent = words;
  };

  function show(who, conflict) {
    if (open.has(who)) return;
    open.add(who);
    const box = group(who).querySelector("[data-theirs]");
    const done = box.querySelector("[data-theirs-done]");
    box.querySelector("[data-theirs-by]").textContent = `${conflict.by} changed this meanwhile.`;
    box.querySelector("[data-theirs-body]").textContent = conflict.theirs || "(empty)";
    box.hidden = done.hidden = false;
    done.onclick = () => {
      version(who).value = conflict.version;
      open.delete(who);
      box.hidden = true;
      kept = "";
      group(who).querySelector("textarea").focus();
      save();
    };
  }

  function take(answer, sent) {
    for (const [who, number] of Object.entries(answer.versions)) {
      if (!(who in answer.conflicts)) version(who).value = number;
    }
    for (const [who, conflict] of Object.entries(answer.conflicts)) show(who, conflict);
    kept = sent;
    if (open.size) {
      tell("Somebody else changed a field while you were writing. Your words there are not saved yet: look at both.");
    } else {
      tell("");
      const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
      saved.textContent = `Saved at ${now}.`;
    }
  }

  async function save(leaving = false) {
    const sent = typed();
    if (over || busy || sent === kept) return;
    busy = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Saves-Itself": "1" },
        keepalive: leaving,
        redirect: "error",
      });
      if (answer.status === 409) {
        over = true;
        tell("The notes were finished meanwhile. What you typed since is not kept: copy it.");
      } else if (answer.ok) {
        take(await answer.json(), sent);
      } else {
        tell("The notes could not be saved. Your words are still here: copy them, and load the page anew.");
      }
    } catch {
      tell("The notes are not saved: no connection, or you were signed out. It is tried again every few seconds.");
    } finally {
      busy = false;
    }
  }

  setInterval(save, INTERVAL);
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
}
