/** On the way to a signed page in Firefox: the tab leaves every page behind that might hold on to it. */
const target = URL.parse(decodeURIComponent(location.hash.slice(1)));
if (target !== null && /^https?:$/.test(target.protocol)) location.replace(target.href);
