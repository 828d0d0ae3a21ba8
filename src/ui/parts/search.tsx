/** The search of a page: what is typed is the filter; "/" goes to it from anywhere. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import {
    TextInputGroup,
    TextInputGroupMain,
    TextInputGroupUtilities,
} from "@patternfly/react-core/dist/esm/components/TextInputGroup/index.js";
import SearchIcon from "@patternfly/react-icons/dist/esm/icons/search-icon";
import TimesIcon from "@patternfly/react-icons/dist/esm/icons/times-icon";
import { useEffect, useRef, useState } from "react";

import { _ } from "../../language.ts";

type SearchProps = {
    /** "Search builds" */
    label: string;
    /** What is searched: "Definition, ref or checksum". */
    placeholder: string;
    value: string;
    onChange: (value: string) => void;
};

export function Search({ label, placeholder, value, onChange }: SearchProps) {
    const field = useRef<HTMLInputElement>(null);
    // The address answers a little later than one types: while the field has the focus, it is right and the address old.
    const [typed, setTyped] = useState(value);
    const [known, setKnown] = useState(value);
    if (value !== known) {
        setKnown(value);
        if (document.activeElement !== field.current) setTyped(value);
    }
    const change = (text: string) => {
        setTyped(text);
        onChange(text);
    };

    useEffect(() => {
        const focus = (event: KeyboardEvent) => {
            if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
            event.preventDefault();
            field.current?.focus();
        };
        document.addEventListener("keydown", focus);
        return () => document.removeEventListener("keydown", focus);
    }, []);

    return (
        <TextInputGroup className="ee-search">
            <TextInputGroupMain
                ref={field}
                type="search"
                icon={<SearchIcon />}
                aria-label={label}
                placeholder={placeholder}
                value={typed}
                onChange={(_event, text) => change(text)}
            />
            {typed !== "" && (
                <TextInputGroupUtilities>
                    <Button
                        variant="plain"
                        aria-label={_("Clear")}
                        icon={<TimesIcon />}
                        onClick={() => {
                            change("");
                            field.current?.focus();
                        }}
                    />
                </TextInputGroupUtilities>
            )}
        </TextInputGroup>
    );
}

type ClearSearchProps = {
    /** "Clear the search" unless told. */
    text?: string;
    /** What was looked for is taken back; this button has to be gone then. */
    onClear: () => void;
};

/** Stands where nothing was found. Once it is gone the search has the focus: one looks for something else. */
export function ClearSearch({ text = _("Clear the search"), onClear }: ClearSearchProps) {
    const isPressed = useRef(false);
    useEffect(
        () => () => {
            if (isPressed.current) document.querySelector<HTMLElement>(".ee-search input")?.focus();
        },
        [],
    );
    return (
        <Button
            variant="link"
            isInline
            onClick={() => {
                isPressed.current = true;
                onClear();
            }}
        >
            {text}
        </Button>
    );
}

/** Whether a key belongs to what has the focus: a field, an editor (also in a shadow root), or a dialog's contents. */
const isTyping = (target: EventTarget | null): boolean =>
    target instanceof HTMLElement &&
    (target.isContentEditable ||
        target.shadowRoot !== null ||
        target.closest("input, textarea, select, [role=dialog]") !== null);
