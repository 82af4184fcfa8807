// Before the first paint: the colours that were chosen here before, else those of the system.
try {
  const theme = localStorage.getItem('bootwright:theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden.
}
