/** The log of a build, as far as there is one. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Switch } from "@patternfly/react-core/dist/esm/components/Switch/index.js";
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";

import { type BuildRecord, isOver } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import { Subtle } from "../parts/mono.tsx";
import { Problem } from "../parts/problem.tsx";
import { useBuildLog } from "../queries/running-build.ts";
import { useSession } from "../session.tsx";
import { LAST_LINES, lastLines } from "./log-lines.ts";
import { useFollow } from "./use-follow.ts";

const LOG_ID = "build-log";

/** Go to the end of the log on this page. */
export function showLogEnd(): void {
    const log = document.getElementById(LOG_ID);
    log?.scrollIntoView({ block: "nearest" });
    log?.scrollTo({ top: log.scrollHeight });
    log?.focus();
}

export function BuildLog({ record }: { record: BuildRecord }) {
    const { data: text, error, refetch } = useBuildLog(record);
    return (
        <LogRegion
            name={`${record.definition}-${record.id}.log`}
            text={text}
            error={error}
            refetch={refetch}
            isLive={!isOver(record)}
        />
    );
}

type LogRegionProps = {
    /** Of the file that "Download" makes. */
    name: string;
    text: string | null | undefined;
    error: Error | null;
    refetch: () => void;
    isLive: boolean;
};

export function LogRegion({ name, text, error, refetch, isLive }: LogRegionProps) {
    const { download } = useSession();
    const { shown, left } = lastLines(text ?? "");
    const { isFollowing, setFollowing, log, onScroll } = useFollow(shown);
    return (
        <section aria-labelledby="log-title" className="ee-stack-sm">
            <div className="ee-line ee-line-between">
                <Title headingLevel="h2" size="md" id="log-title">
                    {_("Log")}
                </Title>
                <div className="ee-deeds">
                    {isLive && (
                        <Switch
                            id="log-follow"
                            label={_("Follow")}
                            isReversed
                            isChecked={isFollowing}
                            onChange={(_event, checked) => setFollowing(checked)}
                        />
                    )}
                    <Button
                        variant="link"
                        isInline
                        icon={<DownloadIcon />}
                        isDisabled={!text}
                        onClick={() => download({ text: text ?? "" }, name)}
                    >
                        {_("Download")}
                    </Button>
                </div>
            </div>
            {error ? (
                <Problem title={_("The log could not be read")} error={error} onRetry={refetch} />
            ) : (
                <>
                    {left > 0 && (
                        <Subtle>{format(_("The last $0 lines; $1 more in the download."), LAST_LINES, left)}</Subtle>
                    )}
                    <pre
                        id={LOG_ID}
                        ref={log}
                        className="ee-log ee-framed ee-build-log"
                        role="log"
                        aria-live="off"
                        aria-label={_("Log")}
                        dir="ltr"
                        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
                        tabIndex={0}
                        onScroll={onScroll}
                    >
                        {shown || (text === undefined ? "" : <NoLog isLive={isLive} />)}
                    </pre>
                </>
            )}
        </section>
    );
}

const NoLog = ({ isLive }: { isLive: boolean }) => (
    <Subtle>{isLive ? _("No log yet. The composer gives one when the build ends.") : _("There is no log.")}</Subtle>
);
