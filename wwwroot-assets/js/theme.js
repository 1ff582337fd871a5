// Runs before the first paint. The choice and what it resolved to are cookies, so that the server starts the circuit in the right theme.
(() => {
  const year = "; path=/; max-age=31536000; samesite=lax";
  const media = matchMedia("(prefers-color-scheme: dark)");
  const cookie = name => document.cookie.split("; ").find(c => c.startsWith(name + "="))?.slice(name.length + 1);
  const choice = () => cookie("theme") ?? "system";

  function apply() {
    const dark = choice() === "dark" || (choice() !== "light" && media.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    document.cookie = "dark=" + (dark ? 1 : 0) + year;
    return dark;
  }

  window.retailopt = {
    theme: choice,
    applyTheme: apply,
    setTheme(value) {
      document.cookie = "theme=" + value + year;
      return apply();
    },
  };
  media.addEventListener("change", () => window.retailopt.onTheme?.(apply()));
  apply();
})();
