/**
 * Put text on the clipboard.
 *
 * Cockpit is often opened over plain HTTP, where browsers keep `navigator.clipboard` away; there the old way
 * through a selected text field still works.
 */
export async function copyText(text: string): Promise<void> {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.value = text;
    field.className = "ee-hidden";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
}
