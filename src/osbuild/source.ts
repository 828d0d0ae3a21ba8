/** An RPM repository the composer resolves from, as this project registers it. */
export type Source = {
    id: string;
    name: string;
    url: string;
    /** Armored OpenPGP key by which each of its packages has to be signed; null: signatures are not looked at. */
    key: string | null;
};
