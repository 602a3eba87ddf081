// Puts a Plotly figure in the place of each of the server's pictures where there is room for it.
// Without script, on a narrow screen, or when anything fails, the server's picture stays: it says the same.
(() => {
  const ROOM = 640;
  const places = [...document.querySelectorAll("[data-figure]")].filter(
    (place) => place.parentElement.clientWidth >= ROOM,
  );
  if (!places.length) return;

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // A custom property may hold light-dark(…), which Plotly cannot read: let the browser resolve it.
  const resolved = (name) => {
    const probe = document.createElement("span");
    probe.hidden = true;
    probe.style.color = color(name);
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };

  const dress = (figure, place) => {
    const size = parseFloat(getComputedStyle(place).fontSize) * 0.9;
    const style = getComputedStyle(place);
    figure.layout.font = { size, color: resolved("--ink"), family: style.fontFamily };
    figure.layout.hoverlabel = {
      align: "left",
      bgcolor: resolved("--card"),
      bordercolor: resolved("--edge"),
      font: { size, color: resolved("--ink"), family: style.fontFamily },
    };
    figure.layout.xaxis.gridcolor = figure.layout.yaxis.gridcolor = resolved("--line");
    for (const trace of figure.data) {
      const shade = resolved(`--${trace.meta}`);
      if (trace.meta === "gap") trace.line.color = shade;
      else if (trace.type === "bar") trace.marker.color = shade;
      else if (trace.mode === "lines+markers") trace.line.color = trace.marker.color = shade;
      else {
        trace.marker.line.color = shade;
        trace.marker.color = trace.meta === "alone" ? shade : resolved("--card");
      }
    }
    for (const note of figure.layout.annotations || []) note.bgcolor = resolved("--card");
    return figure;
  };

  const loaded = {};
  const load = (address) =>
    (loaded[address] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    }));

  // Each number by the arrow keys: shown as under the mouse, and said by a screen reader.
  const readByKeys = (place, figure) => {
    const points = figure.data.flatMap((trace, curveNumber) =>
      (trace.text || []).flatMap((words, pointNumber) => (words ? [{ words, at: { curveNumber, pointNumber } }] : [])),
    );
    const said = place.parentElement.querySelector(".gap-said");
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    let now = -1;
    place.setAttribute("role", "application"); // else a screen reader keeps the arrow keys for itself
    place.addEventListener("keydown", (event) => {
      const next = now + steps[event.key];
      if (!(next >= 0 && next < points.length)) return; // at its ends the page scrolls on
      event.preventDefault();
      now = next;
      window.Plotly.Fx.hover(place, [points[now].at]);
      said.textContent = points[now].words.replace("<br>", ". ");
    });
    place.addEventListener("blur", () => window.Plotly.Fx.unhover(place));
  };

  const show = async (place) => {
    const [answer] = await Promise.all([
      fetch(place.dataset.figure, { credentials: "same-origin" }),
      load(place.dataset.plotly),
    ]);
    if (!answer.ok) return;
    const figure = await answer.json();
    const server = place.parentElement.querySelector(".gap-server");
    const draw = () => {
      const { data, layout } = dress(structuredClone(figure), place);
      return window.Plotly.react(place, data, layout, { displayModeBar: false, responsive: true });
    };
    place.hidden = false;
    server.hidden = true;
    try {
      await draw();
    } catch (fault) {
      place.hidden = true;
      server.hidden = false;
      throw fault;
    }
    readByKeys(place, figure);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new MutationObserver(draw).observe(document.documentElement, { attributes: true });
  };

  for (const place of places) show(place);
})();
