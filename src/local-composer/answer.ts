/** What a route answers with; the server turns it into HTTP. */
export type Answer =
    /** Sent as JSON. */
    | { status: number; body: unknown }
    /** Sent as it is, but called JSON: the log is announced so by the real one too. */
    | { status: number; text: string }
    /** The content of a file, offered for saving under a name. */
    | { status: number; file: string; name: string };

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** The answer to what was done and has nothing to tell. */
export const done = ok({ status: true });

/** One thing that went wrong, as osbuild-composer tells it. */
export type WireError = { id: string; msg: string; code?: number };

/**
 * A request that is refused. Thrown by whatever finds the reason, turned into an answer in one place.
 *
 * @param id The real one's name of the error, e.g. "UnknownBlueprint"; clients tell errors apart by it.
 */
export class Refusal extends Error {
    override name = "Refusal";
    readonly status: number;
    readonly id: string;

    constructor(status: number, id: string, message: string) {
        super(message);
        this.status = status;
        this.id = id;
    }
}

/** Errors that HTTP itself has a name for carry its code as well. */
export const refusalAnswer = ({ status, id, message }: Refusal): Answer => {
    const error: WireError =
        id === "HTTPError" && status !== 400 ? { code: status, id, msg: message } : { id, msg: message };
    return { status, body: { status: false, errors: [error] } };
};

export const notFound = (): Refusal => new Refusal(404, "HTTPError", "Not Found");
