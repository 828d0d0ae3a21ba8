/** Additional build files: where each is, and where it goes. */
import { addBuildFile, moveBuildFile, removeBuildFile, setBuildFile } from "../../ee/field-edits.ts";
import type { Fields } from "../../ee/fields.ts";
import type { Files } from "../../ee/held-text.ts";
import { _ } from "../../language.ts";
import { FieldInput } from "./field-input.tsx";
import { Rows } from "./rows.tsx";

type FileRowsProps = {
    files: Files;
    /** The definition's own file. */
    main: string;
    rows: Fields["files"];
    isDisabled: boolean;
    onChange: (files: Files, place: string) => void;
    onFocus: (line: number | null) => void;
};

const EMPTY = { src: "", dest: "", line: null };

export function FileRows({ files, main, rows, isDisabled, onChange, onFocus }: FileRowsProps) {
    return (
        <Rows
            label={_("Files")}
            items={rows}
            columns={[_("Source"), _("Destination")]}
            empty={EMPTY}
            nameOf={({ src }) => src}
            addText={_("Add file")}
            isDisabled={isDisabled}
            onRemove={index => onChange(removeBuildFile(files, main, index), "")}
            onMove={(from, to) => onChange(moveBuildFile(files, main, from, to), "")}
        >
            {({ src, dest, line }, { index, isNew, onSettled }) => (
                <>
                    <FieldInput
                        aria-label={_("Source")}
                        className="ee-mono-field"
                        isRequired
                        autoFocus={isNew}
                        isDisabled={isDisabled}
                        value={src}
                        onFocus={() => onFocus(line)}
                        onBlur={onSettled}
                        onChange={text => {
                            onSettled();
                            if (isNew) onChange(addBuildFile(files, main, text), `file ${index}`);
                            else onChange(setBuildFile(files, main, index, "src", text), `file ${index}`);
                        }}
                    />
                    <FieldInput
                        aria-label={_("Destination")}
                        className="ee-mono-field"
                        isRequired
                        isDisabled={isDisabled || isNew}
                        value={dest}
                        onFocus={() => onFocus(line)}
                        onChange={text =>
                            onChange(setBuildFile(files, main, index, "dest", text), `file ${index} dest`)
                        }
                    />
                </>
            )}
        </Rows>
    );
}
