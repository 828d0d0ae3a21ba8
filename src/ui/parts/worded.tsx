/** A sentence with parts of the page in it, in the order that its language has. */
import { createElement, Fragment, type ReactNode } from "react";

/** @param words With "$0", "$1", ... where the parts stand. */
export const Worded = ({ words, parts }: { words: string; parts: readonly ReactNode[] }) =>
    createElement(
        Fragment,
        null,
        ...words.split(/\$(\d)/).map((text, index) => (index % 2 === 0 ? text : parts[Number(text)])),
    );
