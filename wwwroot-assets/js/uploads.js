// Files go to the server by HTTP, one after another, and go on whichever page is open. The page shows what this list says.
(() => {
  const app = window.retailopt;
  const list = [];
  let page = null, next = 1, sending = false, told = 0, timer = 0;

  const state = () => list.map(({ id, name, size, sent, status, hash, error }) => ({ id, name, size, sent, status, hash, error }));

  // Progress comes far more often than a page wants to hear of it.
  function tell(now) {
    clearTimeout(timer);
    const wait = now ? 0 : Math.max(0, 250 - (performance.now() - told));
    timer = setTimeout(() => {
      told = performance.now();
      page?.invokeMethodAsync("OnUploads", state());
    }, wait);
  }

  function finish(item, status, detail) {
    item.status = status;
    Object.assign(item, detail);
    item.request = item.file = null;
    sending = false;
    tell(true);
    pump();
  }

  // One file by HTTP. Its request can be aborted; then neither of the two is called.
  function post(file, progress, done, failed) {
    const request = new XMLHttpRequest();
    request.open("POST", "/upload?name=" + encodeURIComponent(file.name));
    request.setRequestHeader("X-RetailOpt", "1");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = event => progress(event.loaded);
    request.onload = () => request.status === 200 ? done(request.response.hash) : failed(request.response?.error ?? "The server answered " + request.status + ".");
    request.onerror = () => failed("The connection was lost; nothing was kept. Add the file again.");
    request.send(file);
    return request;
  }

  function pump() {
    const item = !sending && list.find(i => i.status === "waiting");
    if (!item) return;
    sending = true;
    item.status = "sending";
    item.request = post(item.file, sent => { item.sent = sent; tell(false); },
      hash => finish(item, "done", { hash, sent: item.size }),
      error => finish(item, "failed", { error }));
    item.request.onabort = () => { list.splice(list.indexOf(item), 1); finish(item, "gone", {}); };
    tell(true);
  }

  function add(files) {
    for (const file of files) list.push({ id: next++, name: file.name, size: file.size, sent: 0, status: "waiting", file });
    if (!files.length) return;
    if (!location.pathname.startsWith("/import")) Blazor.navigateTo("/import");
    tell(true);
    pump();
  }

  app.uploads = {
    attach(reference) { page = reference; return state(); },
    detach() { page = null; },
    remove(id) {
      const item = list.find(i => i.id === id);
      if (!item) return;
      if (item.request) item.request.abort();
      else { list.splice(list.indexOf(item), 1); tell(true); }
    },
  };

  // Files that a page takes for inputs of its own: sent at once, then named to it.
  app.slots = {
    attach(root, page) {
      root.give = (input, file) => {
        page.invokeMethodAsync("OnSending", input);
        post(file, () => { }, hash => page.invokeMethodAsync("OnSent", input, hash, file.name), error => page.invokeMethodAsync("OnRefused", input, error));
      };
    },
  };

  document.addEventListener("change", event => {
    const { target } = event;
    if (target.matches?.("input[data-upload]")) add([...target.files]);
    else if (target.matches?.("input[data-slot]")) target.closest("[data-slots]").give?.(target.dataset.slot, target.files[0]);
    else return;
    target.value = "";
  });

  const carriesFiles = event => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  const veil = on => document.body.classList.toggle("dropping", on);
  document.addEventListener("dragenter", event => { if (carriesFiles(event)) { depth++; veil(true); } });
  document.addEventListener("dragleave", event => { if (carriesFiles(event) && --depth <= 0) { depth = 0; veil(false); } });
  document.addEventListener("dragover", event => { if (carriesFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    veil(false);
    add([...event.dataTransfer.files]);
  });

  // Leaving the site ends an upload: ask first.
  addEventListener("beforeunload", event => { if (sending) event.preventDefault(); });
})();
