/** Two states of a definition side by side, one file at a time. */
import { Tab, Tabs, TabTitleText } from "@patternfly/react-core/dist/esm/components/Tabs/index.js";
import { useId, useMemo, useState } from "react";

import { isText } from "../../host/bytes.ts";
import { _, format } from "../../language.ts";
import { TextComparison } from "../parts/text-comparison.tsx";
import { changedFiles, type Files } from "./history.ts";

type Side = { title: string; files: Files };

export function FileComparison({ left, right }: { left: Side; right: Side }) {
    const id = useId();
    const names = useMemo(() => changedFiles(left.files, right.files).sort(), [left.files, right.files]);
    const [chosen, setChosen] = useState<string | null>(null);
    const open = names.find(name => name === chosen) ?? names[0];
    if (open === undefined) return <p className="ee-subtle">{_("The files are the same.")}</p>;
    const side = ({ title, files }: Side) => ({
        title: files.has(open) ? title : format(_("$0: no such file"), title),
        text: files.get(open) ?? "",
    });
    const texts = [side(left).text, side(right).text] as const;
    return (
        <div>
            <Tabs
                isSubtab
                activeKey={open}
                aria-label={_("Changed files")}
                usePageInsets={false}
                onSelect={(_event, key) => setChosen(String(key))}
            >
                {names.map(name => (
                    <Tab
                        key={name}
                        eventKey={name}
                        tabContentId={id}
                        title={
                            <TabTitleText>
                                <bdi dir="ltr">{name}</bdi>
                            </TabTitleText>
                        }
                    />
                ))}
            </Tabs>
            <div id={id} role="tabpanel" aria-label={open} className="ee-compared-file">
                {isText(texts[0]) && isText(texts[1]) ? (
                    <TextComparison key={open} left={side(left)} right={side(right)} />
                ) : (
                    <p className="ee-subtle">{format(_("$0 is not text in UTF-8."), open)}</p>
                )}
            </div>
        </div>
    );
}
