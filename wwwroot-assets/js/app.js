// The little that must happen in the browser: keys, focus, and a page that comes back by itself.
(() => {
  const app = window.retailopt;
  let layout = null;

  app.attach = reference => {
    layout = reference;
    app.onTheme = dark => layout?.invokeMethodAsync("OnTheme", dark);
    app.onTheme(app.applyTheme());
    return app.theme();
  };

  const typing = target => target.closest?.("input, textarea, select, [contenteditable=true]");

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      layout?.invokeMethodAsync("ShowHelpAsync");
    } else if (event.key === "/") {
      const search = [...document.querySelectorAll("[data-search] input, input[data-search]")].find(i => i.offsetParent !== null);
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  document.addEventListener("click", event => {
    if (event.target.closest("[data-skip]")) document.getElementById("main")?.focus();
    if (event.target.closest("#reconnect-now")) location.reload();
  });

  app.fullScreen = id => (document.fullscreenElement ? document.exitFullscreen() : document.getElementById(id)?.requestFullscreen());

  // Plotly draws with a clear ground for the page; a picture that leaves it needs one.
  app.saveChart = async (id, format, title) => {
    const chart = document.getElementById(id);
    const ground = getComputedStyle(chart.closest(".panel")).backgroundColor;
    // a picture cannot carry the page's font: measure and draw with one that every machine has
    const font = { ...chart.layout.font, family: "Arial, Helvetica, sans-serif" };
    const layout = { ...chart.layout, font, paper_bgcolor: ground, title: { text: title, x: 0.02, y: 0.975, yanchor: "top", font: { size: 16 } }, margin: { t: 90, r: 24, b: 60, l: 70 } };
    await Plotly.downloadImage({ data: chart.data, layout, config: { locale: "en-US" } }, { format, width: 1200, height: 720, scale: format === "png" ? 2 : 1, filename: fileName(title) });
  };

  // a drawing of the page's own: with a ground and a title, as a chart gets
  app.saveDrawing = async (id, format, title) => {
    const drawing = document.getElementById(id);
    const style = getComputedStyle(drawing.closest(".panel"));
    const { width, height } = drawing.viewBox.baseVal;
    const copy = drawing.cloneNode(true);
    const add = (name, attributes, text) => {
      const node = document.createElementNS(drawing.namespaceURI, name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      node.textContent = text ?? "";
      return node;
    };
    copy.setAttribute("viewBox", `0 -40 ${width} ${height + 40}`);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height + 40);
    copy.removeAttribute("class");
    copy.prepend(add("rect", { x: 0, y: -40, width, height: height + 40, fill: style.backgroundColor }), add("text", { x: 16, y: -14, "font-size": 16, fill: style.color }, title));
    const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
    let saved = url;
    if (format === "png") {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * (height + 40) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      saved = canvas.toDataURL("image/png");
    }
    Object.assign(document.createElement("a"), { href: saved, download: `${fileName(title)}.${format}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };

  app.saveText = (text, type, title, extension) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + text], { type: type + ";charset=utf-8" })); // Excel knows UTF-8 by the mark
    link.download = fileName(title) + "." + extension;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  const fileName = title => title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  // A circuit that the server has lost is gone: the address says what to show, so load it again, as soon as the server answers.
  async function reloadWhenServed() {
    for (;;) {
      try {
        if ((await fetch("/health", { cache: "no-store" })).ok) return location.reload();
      } catch { /* still away */ }
      await new Promise(next => setTimeout(next, 2000));
    }
  }

  const modal = document.getElementById("components-reconnect-modal");
  modal?.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
    modal.dataset.state = state;
    if (state === "show" && !modal.open) modal.showModal();
    else if (state === "hide") modal.close();
    else if (state === "rejected") location.reload();
    else if (state === "failed") reloadWhenServed();
  });
})();
