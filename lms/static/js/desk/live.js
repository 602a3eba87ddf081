// Keeps what is under way up to date: asks for the page again every few seconds and puts the new text of each
// [data-live] in its place, until no bar is left that is not full. Without it, "Look again" does the same.
const EVERY = 3000;

function isUnderWay() {
  return [...document.querySelectorAll("[data-live] progress")].some((bar) => bar.value < bar.max);
}

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { signal: AbortSignal.timeout(20000) });
      if (answer.redirected) return; // signed out, or no longer there
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const place of document.querySelectorAll("[data-live]")) {
        const now = page.getElementById(place.id);
        const isNew = now && now.innerHTML !== place.innerHTML;
        if (isNew && !place.contains(document.activeElement)) place.replaceChildren(...now.childNodes);
      }
    } catch {
      // The next round asks again.
    }
  }
  if (isUnderWay()) setTimeout(look, EVERY);
}

if (isUnderWay()) setTimeout(look, EVERY);
