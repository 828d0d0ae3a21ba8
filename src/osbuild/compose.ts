/** One run of the composer. Times are milliseconds since 1970, or null where the server has none. */
export type Compose = {
    id: string;
    blueprint: string;
    version: string;
    imageType: string;
    state: ComposeState;
    created: number;
    started: number | null;
    finished: number | null;
};

/** The server's own words (`queue_status`); a cancelled compose is FAILED there. */
export type ComposeState = "WAITING" | "RUNNING" | "FINISHED" | "FAILED";
