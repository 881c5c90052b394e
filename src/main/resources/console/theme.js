// Before the first paint: the theme that was chosen here last. Not a module, since a module would come too late.
(function () {
  try {
    const chosen = localStorage.getItem('console.theme');
    if (chosen === 'light' || chosen === 'dark') {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // A browser that keeps nothing follows its system.
  }
})();
