/** What the first sight of the list does without: fetched when it is first shown. */
import { type ComponentType, createElement, isValidElement, lazy, type ReactNode, Suspense } from "react";

/**
 * index.css holds what the first sight needs; this one holds everything, in the same order, and takes its place from
 * then on. pkg/build.js makes both.
 */
const ALL_STYLES = "all.css";

let styles: Promise<void> | null = null;

/** Resolves when the style sheet of all pages has come; it is asked for once. */
function loadAllStyles(): Promise<void> {
    styles ??= new Promise((resolve, reject) => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = ALL_STYLES;
        link.onload = () => resolve();
        link.onerror = () => reject(new Error(`${ALL_STYLES} could not be loaded`));
        document.head.append(link);
    });
    return styles;
}

type Children = { children?: ReactNode };

/**
 * A component whose script and styles come with its first use. Until they are there its child stands in its place, as
 * a button does for the tooltip around it, or nothing.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>) {
    const Loaded = lazy(async () => {
        const [component] = await Promise.all([load(), loadAllStyles()]);
        return { default: component };
    }) as ComponentType<Props>;
    return (props: Props & Children) => (
        <Suspense fallback={isValidElement(props.children) ? props.children : null}>
            {createElement(Loaded, props)}
        </Suspense>
    );
}
