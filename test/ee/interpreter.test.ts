import { expect, test } from "vitest";

import { readInterpreter, supposedInterpreter } from "../../src/ee/interpreter.ts";
import { readTarget } from "../../src/ee/target.ts";

const rpm = (name: string, version: string, release = "1.el9", arch = "x86_64") => ({ name, version, release, arch });

test("on Enterprise Linux 9 Ansible runs beside the system's Python, and is told apart from it", () => {
    const packages = [rpm("glibc", "2.34"), rpm("python3", "3.9.19"), rpm("python3.12", "3.12.5"), rpm("acl", "2.3")];
    expect(readInterpreter(readTarget("rhel-9.6"), packages)).toEqual({
        python: "3.12",
        release: "3.12.5",
        dist: "python3.12dist",
        prefix: "python3.12",
        arch: "x86_64",
        glibc: 34,
        sitePackages: "/usr/lib/python3.12/site-packages",
    });
});

test("the sources have the last word on which one it is", () => {
    expect(readInterpreter(readTarget("rhel-9.6"), [rpm("python3.11", "3.11.9")])).toMatchObject({ python: "3.11" });
});

test("on Fedora it is the system's own", () => {
    expect(readInterpreter(readTarget("fedora-42"), [rpm("python3", "3.13.3", "1.fc42", "aarch64")])).toMatchObject({
        python: "3.13",
        dist: "python3dist",
        arch: "aarch64",
        sitePackages: "/usr/lib/python3.13/site-packages",
    });
});

test("Debian's Python, wrapped, looks into its own directory", () => {
    expect(readInterpreter(readTarget("centos-9"), [rpm("python3", "3.11.2", "6.deb12")])).toMatchObject({
        python: "3.11",
        dist: "python3dist",
        sitePackages: "/usr/lib/python3/dist-packages",
    });
});

test("packages without a Python tell nothing, and what is supposed then takes no machine code", () => {
    expect(readInterpreter(readTarget("centos-9"), [rpm("ansible-core", "2.14")])).toBeNull();
    expect(supposedInterpreter(readTarget("centos-9"))).toMatchObject({
        python: "3.12",
        dist: "python3dist",
        arch: null,
    });
});
