// Sets the chosen theme before the first paint. This is not a module, because a module would run too late.
(function () {
  try {
    const chosen = localStorage.getItem('console.theme');
    if (chosen === 'light' || chosen === 'dark') {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // If the browser stores nothing, the theme of the system applies.
  }
})();
