/** A map whose changes since some moment can be taken back; a copy for each moment would cost more than all of them. */
export class UndoableMap<Key, Value> extends Map<Key, Value> {
    private changes: { key: Key; before: { value: Value } | null }[] | null = null;
    /** How often something was put in. */
    writes = 0;

    /** From now on. */
    begin(): void {
        this.changes = [];
    }

    /** As it was then, but for the order of its keys. */
    undo(): void {
        const changes = this.changes ?? [];
        this.changes = null;
        for (const { key, before } of changes.reverse()) {
            if (before) super.set(key, before.value);
            else super.delete(key);
        }
    }

    override set(key: Key, value: Value): this {
        this.note(key);
        this.writes += 1;
        return super.set(key, value);
    }

    override delete(key: Key): boolean {
        this.note(key);
        return super.delete(key);
    }

    private note(key: Key): void {
        // A map that is made of entries sets them before its own fields are there.
        this.changes?.push({ key, before: this.has(key) ? { value: this.get(key) as Value } : null });
    }
}
