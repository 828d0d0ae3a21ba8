/** Brings drafts to the host: not with every key, one after the other, and the last one whatever happens. */

/** Milliseconds that the keys have to rest before the text goes to the host. */
const REST = 1000;

export type DraftStore = { keep: (text: string) => Promise<unknown>; drop: () => Promise<unknown> };

export class DraftKeeper {
    readonly #store: DraftStore;
    /** What the host has, as far as we know, and what it is to have; null for no draft. */
    #there: string | null;
    #wanted: string | null;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #work: Promise<void> | null = null;

    constructor(store: DraftStore, there: string | null) {
        this.#store = store;
        this.#there = there;
        this.#wanted = there;
    }

    /** A draft waits until the keys rest; that there is none any more is told at once. */
    set(wanted: string | null): void {
        this.#wanted = wanted;
        clearTimeout(this.#timer);
        if (wanted === null) void this.flush();
        else this.#timer = setTimeout(() => void this.flush(), REST);
    }

    /** Resolves when the host has what it is to have, or does not take it. */
    flush(): Promise<void> {
        clearTimeout(this.#timer);
        this.#work ??= this.#bring().finally(() => {
            this.#work = null;
        });
        return this.#work;
    }

    async #bring(): Promise<void> {
        while (this.#wanted !== this.#there) {
            const wanted = this.#wanted;
            try {
                await (wanted === null ? this.#store.drop() : this.#store.keep(wanted));
            } catch {
                // No home, or no room in it: the browser's copy has to do, and the next text is tried again.
            }
            this.#there = wanted;
        }
    }
}
