/**
 * A field with what was found for its text below: what is typed is never held up, and an answer that comes late changes
 * the list and nothing else. The focus stays in the field; the arrows go through the list.
 */
import { MenuFooter } from "@patternfly/react-core/dist/esm/components/Menu/index.js";
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import { Select, SelectList, SelectOption } from "@patternfly/react-core/dist/esm/components/Select/index.js";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner/index.js";
import { TextInputGroup, TextInputGroupMain } from "@patternfly/react-core/dist/esm/components/TextInputGroup/index.js";
import SearchIcon from "@patternfly/react-icons/dist/esm/icons/search-icon";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useState } from "react";
import { _, format } from "../../language.ts";

export type Suggestion = { value: string; text: ReactNode; description?: ReactNode };

type TypeAheadProps = {
    /** "Search collections" */
    label: string;
    placeholder: string;
    /** Has the focus as soon as it is shown, and may be given it again. */
    field: RefObject<HTMLInputElement | null>;
    value: string;
    suggestions: readonly Suggestion[];
    isBusy: boolean;
    /** What there is to say of the list, or instead of one; it is read out, wherever it stands. */
    said: readonly string[];
    onChange: (text: string) => void;
    onPick: (value: string) => void;
    /** Escape, where there is no list to close any more. */
    onLeave: () => void;
};

export function TypeAhead(props: TypeAheadProps) {
    const { label, placeholder, field, value, suggestions, isBusy, said, onChange, onPick, onLeave } = props;
    const id = useId();
    // What is looked for from the beginning was not typed to choose from.
    const [isWanted, setWanted] = useState(value === "");
    const [active, setActive] = useState<string | null>(null);
    const isOpen = isWanted && suggestions.length > 0;
    const at = isOpen ? suggestions.findIndex(each => each.value === active) : -1;
    const idOf = (index: number) => `${id}-${index}`;

    const pick = (picked: string) => {
        setWanted(false);
        setActive(null);
        onPick(picked);
        field.current?.focus();
    };
    const move = (step: 1 | -1) => {
        setWanted(true);
        const next = at < 0 ? (step > 0 ? 0 : suggestions.length - 1) : at + step;
        setActive(suggestions[(next + suggestions.length) % suggestions.length]?.value ?? null);
    };
    const onKeyDown = (event: KeyboardEvent) => {
        const { key } = event;
        if (key === "ArrowDown" || key === "ArrowUp") {
            event.preventDefault();
            if (suggestions.length > 0) move(key === "ArrowDown" ? 1 : -1);
        } else if (key === "Enter") {
            event.preventDefault();
            const chosen = suggestions[at] ?? suggestions.find(each => each.value === value.trim());
            if (chosen) pick(chosen.value);
        } else if (key === "Escape") {
            // It closes the list first; the rest of the page has nothing to do with it.
            event.preventDefault();
            event.stopPropagation();
            if (isOpen) setWanted(false);
            else onLeave();
        } else if (key === "Tab") setWanted(false);
    };
    const list = (
        <Select
            variant="typeahead"
            isOpen={isOpen}
            onOpenChange={setWanted}
            // The keys are the field's.
            onOpenChangeKeys={[]}
            onSelect={(_event, picked) => pick(String(picked))}
            isScrollable
            maxMenuHeight="20rem"
            // Below the body it would be outside of everything that readers can go to.
            popperProps={{ maxWidth: "trigger", appendTo: () => field.current?.closest("main") ?? document.body }}
            toggle={toggle => (
                <MenuToggle
                    ref={toggle}
                    variant="typeahead"
                    isFullWidth
                    isExpanded={isOpen}
                    aria-label={format(_("Show what was found: $0"), label)}
                    onClick={() => {
                        setWanted(!isOpen);
                        field.current?.focus();
                    }}
                >
                    <TextInputGroup isPlain>
                        <TextInputGroupMain
                            ref={field}
                            icon={<SearchIcon />}
                            role="combobox"
                            aria-label={label}
                            placeholder={placeholder}
                            value={value}
                            isExpanded={isOpen}
                            {...(isOpen ? { "aria-controls": `${id}-list` } : {})}
                            {...(at >= 0 ? { "aria-activedescendant": idOf(at) } : {})}
                            inputProps={{
                                "aria-autocomplete": "list",
                                autoComplete: "off",
                                autoFocus: true,
                                dir: "ltr",
                                spellCheck: false,
                            }}
                            onKeyDown={onKeyDown}
                            onClick={() => setWanted(true)}
                            onChange={(_event, text) => {
                                setWanted(true);
                                setActive(null);
                                onChange(text);
                            }}
                        />
                    </TextInputGroup>
                </MenuToggle>
            )}
        >
            <SelectList id={`${id}-list`} aria-label={label}>
                {suggestions.map((suggestion, index) => (
                    <SelectOption
                        key={suggestion.value}
                        id={idOf(index)}
                        value={suggestion.value}
                        isFocused={index === at}
                        description={suggestion.description}
                    >
                        {suggestion.text}
                    </SelectOption>
                ))}
            </SelectList>
            {said.length > 0 && (
                <MenuFooter aria-hidden className="ee-small ee-subtle">
                    {said.join(" ")}
                </MenuFooter>
            )}
        </Select>
    );
    return (
        <>
            {list}
            <div role="status" className={isOpen ? "ee-hidden" : "ee-line ee-small ee-subtle"}>
                {isBusy && <Spinner size="sm" aria-hidden />}
                {said.join(" ")}
            </div>
        </>
    );
}
