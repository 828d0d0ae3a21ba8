/** Tiny wheels: a zip with a module, METADATA, WHEEL and RECORD; each part can be made wrong. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

export type TinyWheel = {
    name: string;
    /** "1.0" unless told. */
    version?: string;
    /** "py3-none-any" unless told. */
    tags?: string;
    requires?: readonly string[];
    requiresPython?: string;
    /** By path in the wheel; a module of the wheel's name unless told. */
    files?: Readonly<Record<string, string>>;
    /** Not in RECORD, or not as they are there. */
    unlisted?: Readonly<Record<string, string>>;
    commands?: readonly string[];
    /** Paths that are links in the zip: their content is where they lead. */
    links?: readonly string[];
};

export const wheelFile = ({ name, version = "1.0", tags = "py3-none-any" }: TinyWheel): string =>
    `${name.replaceAll("-", "_")}-${version}-${tags}.whl`;

export function makeWheel(wheel: TinyWheel): Uint8Array {
    const { name, version = "1.0", tags = "py3-none-any", requires = [], requiresPython, commands = [] } = wheel;
    const plain = name.replaceAll("-", "_");
    const info = `${plain}-${version}.dist-info`;
    const metadata = [
        ...["Metadata-Version: 2.1", `Name: ${name}`, `Version: ${version}`],
        ...(requiresPython === undefined ? [] : [`Requires-Python: ${requiresPython}`]),
        ...requires.map(line => `Requires-Dist: ${line}`),
    ];
    const listed: Record<string, string> = {
        ...(wheel.files ?? { [`${plain}/__init__.py`]: `version = "${version}"\n` }),
        [`${info}/METADATA`]: `${metadata.join("\n")}\n\nA tiny wheel.\n`,
        [`${info}/WHEEL`]: `Wheel-Version: 1.0\nRoot-Is-Purelib: ${tags.endsWith("any")}\nTag: ${tags}\n`,
        ...(commands.length === 0
            ? {}
            : {
                  [`${info}/entry_points.txt`]: `[console_scripts]\n${commands.map(command => `${command} = ${plain}:main\n`).join("")}`,
              }),
    };
    const record = Object.entries(listed).map(([path, text]) => {
        const hash = createHash("sha256").update(text).digest("base64url");
        return `${path.includes(",") ? `"${path}"` : path},sha256=${hash},${Buffer.byteLength(text)}`;
    });
    const entries = { ...listed, ...wheel.unlisted, [`${info}/RECORD`]: `${record.join("\n")}\n${info}/RECORD,,\n` };
    return zip(entries, new Set(wheel.links));
}

/** Stored, not compressed. The same files make the same bytes. */
function zip(files: Readonly<Record<string, string>>, links: ReadonlySet<string>): Uint8Array {
    const parts: Buffer[] = [];
    const directory: Buffer[] = [];
    let at = 0;
    for (const [path, text] of Object.entries(files)) {
        const [name, data] = [Buffer.from(path), Buffer.from(text)];
        const common = Buffer.alloc(26);
        common.writeUInt16LE(20, 0);
        common.writeUInt16LE(0x800, 2);
        common.writeUInt16LE(0x21, 8);
        common.writeUInt32LE(crc32(data), 10);
        common.writeUInt32LE(data.length, 14);
        common.writeUInt32LE(data.length, 18);
        common.writeUInt16LE(name.length, 22);
        const central = Buffer.alloc(46);
        central.writeUInt32LE(0x02014b50, 0);
        central.writeUInt16LE((3 << 8) | 20, 4);
        common.copy(central, 6);
        central.writeUInt32LE(((links.has(path) ? 0o120777 : 0o100644) << 16) >>> 0, 38);
        central.writeUInt32LE(at, 42);
        directory.push(central, name);
        const whole = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, name, data]);
        parts.push(whole);
        at += whole.length;
    }
    const central = Buffer.concat(directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(Object.keys(files).length, 8);
    end.writeUInt16LE(Object.keys(files).length, 10);
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(at, 16);
    return new Uint8Array(Buffer.concat([...parts, central, end]));
}
