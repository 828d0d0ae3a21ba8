/** Light or dark, as Cockpit's own menu says: "auto", "light" or "dark", kept in localStorage and told by an event. */
const KEY = "shell:style";
const DARK = "pf-v6-theme-dark";

/** Follow Cockpit's style from now on. */
export function followTheme(): void {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const apply = (style: string) => {
        const isDark = style === "dark" || (style === "auto" && system.matches);
        document.documentElement.classList.toggle(DARK, isDark);
    };
    const applyStored = () => apply(localStorage.getItem(KEY) ?? "auto");

    addEventListener("storage", ({ key }) => key === KEY && applyStored());
    // The shell tells its frames directly, before the choice is stored.
    addEventListener("cockpit-style", event => {
        if (event instanceof CustomEvent) apply(event.detail.style);
    });
    system.addEventListener("change", applyStored);
    applyStored();
}
