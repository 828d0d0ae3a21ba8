import { expect, test } from "vitest";
import { stringify } from "yaml";

import { carriedFiles } from "../../src/ee/carried.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import type { Effect } from "../../src/ee/effect.ts";
import { listEffects, listLogins, listSteps } from "../../src/ee/steps.ts";

const FILE = "execution-environment.yml";

function read(lines: readonly string[] | Record<string, string[]>, beside: Record<string, string> = {}) {
    const steps = Array.isArray(lines) ? { append_final: lines } : lines;
    const added = [
        { src: "x", dest: "files" },
        { src: "tree", dest: "tree" },
        { src: "certs/*.pem", dest: "certs" },
        { src: "../outside.cfg", dest: "configs" },
    ];
    const text = stringify({ version: 3, additional_build_files: added, additional_build_steps: steps });
    const files = new Map([[FILE, text], ...Object.entries(beside)]);
    const { definition } = checkDefinition(files, FILE);
    if (!definition) throw new Error("the definition of this test is none");
    return { files, definition };
}

function effectsOf(...given: Parameters<typeof read>): Effect[] {
    const { files, definition } = read(...given);
    expect(listSteps(files, FILE, definition).filter(({ fidelity }) => fidelity === "left-over")).toEqual([]);
    return listEffects(files, definition).flatMap(({ effects }) => effects);
}

const url = (name: string) => `https://dl.example/${name}`;
const SUM = "a".repeat(64);
const fetched = (
    path: string,
    name: string,
    mode: number | null,
    member: string | null = null,
    sha256: string | null = null,
) => ({
    ...{ kind: "file", path, mode, from: { url: url(name), sha256, member } },
});
const written = (path: string, text: string, mode: number | null = 0o644) => ({
    kind: "file",
    path,
    mode,
    from: { text },
});
const cloned = (path: string, member: string, revision: string | null = null, mode: number | null = null) => ({
    ...{ kind: "file", path, mode, from: { git: "https://git.example/a/b.git", revision, member } },
});
const galaxy = (kind: string, name: string, wanted: string, type: string | null = null) => ({
    kind: "galaxy",
    entry: { kind, name, wanted, source: null, type },
});
const brought = (path: string, definition: string, mode: number | null = null) => ({
    kind: "file",
    path,
    mode,
    from: { definition },
});

test.each<[lines: string[], effects: unknown[]]>([
    [
        ["RUN dnf -y install git-core /usr/bin/nano @core 'perl(JSON)' && dnf module enable -y nodejs:20"],
        [
            { kind: "package", name: "git-core" },
            { kind: "package", name: "/usr/bin/nano" },
            { kind: "package-group", name: "core" },
            { kind: "package", name: "perl(JSON)" },
            { kind: "module", name: "nodejs", stream: "20" },
        ],
    ],
    [["RUN microdnf -y --setopt install_weak_deps=0 install jq"], [{ kind: "package", name: "jq" }]],
    [
        ["RUN pip install -U pip 'netaddr>=1' git+https://git.example/a@v1"],
        [
            { kind: "python", text: "netaddr>=1" },
            { kind: "python", text: "git+https://git.example/a@v1" },
        ],
    ],
    [["RUN echo six==1 > /tmp/r.txt && pip install -r /tmp/r.txt"], [{ kind: "python", text: "six==1" }]],
    [
        ["RUN git clone -b v1 https://git.example/a/b.git /tmp/b && cd /tmp/b && pip install . && rm -rf /tmp/b"],
        [{ kind: "python", text: "git+https://git.example/a/b.git@v1" }],
    ],
    [
        ["RUN git clone https://git.example/a/b.git && pip3 install --no-cache-dir ./b"],
        [{ kind: "python", text: "git+https://git.example/a/b.git" }],
    ],
    [
        [
            "RUN git clone https://git.example/a/b.git /tmp/b && git -C /tmp/b checkout v2 && ansible-galaxy collection install /tmp/b",
        ],
        [galaxy("collection", "git+https://git.example/a/b.git", "v2", "git")],
    ],
    [["RUN localedef -f UTF-8 -i de_DE --no-archive de_DE.UTF-8"], [{ kind: "package", name: "glibc-langpack-de" }]],
    // A mode counts where the file lies in the end.
    [
        [`RUN curl -Lo /tmp/t ${url("t")} && chmod +x /tmp/t`, "RUN mv /tmp/t /usr/local/bin/tool"],
        [fetched("/usr/local/bin/tool", "t", 0o755)],
    ],
    [
        [`RUN curl -LO ${url("t")} && install -o root -g root -m 0750 t /usr/bin/ && rm t`],
        [fetched("/usr/bin/t", "t", 0o750)],
    ],
    [[`ADD ${url("t")} /bin/t`], [fetched("/usr/bin/t", "t", 0o600)]],
    [[`ADD ${url("t")} /bin/t`, "RUN chmod 755 /bin/t*"], [fetched("/usr/bin/t", "t", 0o755)]],
    [[`ADD --checksum=sha256:${SUM} --chmod=644 ${url("t")} /etc/t`], [fetched("/etc/t", "t", 0o644, null, SUM)]],
    [
        [
            `RUN wget -q ${url("t")} -O /usr/bin/t && echo "${SUM}  /usr/bin/t" | sha256sum -c - && chmod 0755 /usr/bin/t`,
        ],
        [fetched("/usr/bin/t", "t", 0o755, null, SUM)],
    ],
    [[`RUN cd /usr/bin && curl -sLO ${url("t")}`], [fetched("/usr/bin/t", "t", 0o644)]],
    [[`WORKDIR /usr/bin`, `RUN curl ${url("t")} > t`], [fetched("/usr/bin/t", "t", 0o644)]],
    [[`RUN curl -Lo /tmp/t ${url("t")} && install -m u=rx,g+x /tmp/t /usr/bin/t`], [fetched("/usr/bin/t", "t", 0o510)]],
    // Archives.
    [
        [`RUN curl -L ${url("t.tgz")} | tar xz -C /usr/bin t && chmod ugo+x /usr/bin/t`],
        [fetched("/usr/bin/t", "t.tgz", 0o755, "t")],
    ],
    [
        [`RUN curl -L ${url("t.tgz")} | tar xz -C /tmp t && install -m a=rx /tmp/t /usr/bin/t && chmod u+w /usr/bin/t`],
        [fetched("/usr/bin/t", "t.tgz", 0o755, "t")],
    ],
    [
        [`RUN curl -L ${url("t.tgz")} | tar xz -C /usr/bin --strip-components=1 d/t`],
        [fetched("/usr/bin/t", "t.tgz", null, "d/t")],
    ],
    [
        [
            `RUN curl -Lo /tmp/t.tgz ${url("t.tgz")} && echo "${SUM} /tmp/t.tgz" | sha256sum -c`,
            "RUN tar xzf /tmp/t.tgz -C /tmp && mv /tmp/d/a /tmp/d/b /usr/bin/ && rm -rf /tmp/d /tmp/t.tgz && chmod 755 /usr/bin/a",
        ],
        [fetched("/usr/bin/a", "t.tgz", 0o755, "d/a", SUM), fetched("/usr/bin/b", "t.tgz", null, "d/b", SUM)],
    ],
    [
        [`RUN curl -LO ${url("t.zip")} && unzip -q t.zip && mv d/t /usr/bin && rm t.zip`],
        [fetched("/usr/bin/t", "t.zip", null, "d/t")],
    ],
    [[`RUN curl -L ${url("t.tgz")} | tar xz -C /opt/tool`], [fetched("/opt/tool", "t.tgz", null, "")]],
    [
        [
            `RUN curl -LO ${url("t.tgz")} && tar -C /opt/tool -xzf t.tgz && curl -Lo /tmp/u ${url("u")} && tar xfz /tmp/u -C /opt d/u`,
        ],
        [fetched("/opt/tool", "t.tgz", null, ""), fetched("/opt/d/u", "u", null, "d/u")],
    ],
    [[`RUN curl -L ${url("t.tgz")} | tar -C /opt/tool -xz`], [fetched("/opt/tool", "t.tgz", null, "")]],
    [
        [`RUN curl -L ${url("t.tgz")} | tar xz -C /opt/tool --strip-components=2`],
        [fetched("/opt/tool", "t.tgz", null, "//")],
    ],
    [
        ["ADD _build/tree/t.tgz /opt/t"],
        [{ ...brought("/opt/t", "tree/t.tgz"), from: { definition: "tree/t.tgz", member: "" } }],
    ],
    [["COPY _build/tree/t.tgz /opt/t"], [brought("/opt/t", "tree/t.tgz")]],
    [
        [
            "COPY _build/tree/t.tgz /tmp/",
            "RUN cd /tmp && tar -xzf t.tgz && cp -r d/* /usr/bin && install -m 755 x /usr/bin/y",
        ],
        [
            { ...brought("/usr/bin", "tree/t.tgz"), from: { definition: "tree/t.tgz", member: "d/*" } },
            { ...brought("/usr/bin/y", "tree/t.tgz", 0o755), from: { definition: "tree/t.tgz", member: "x" } },
        ],
    ],
    [
        ["COPY _build/tree /tmp/t", "RUN cp -r /tmp/t/d /etc/ && mv /tmp/t /srv/t && ls /srv/t"],
        [brought("/etc/d/b", "tree/d/b"), brought("/srv/t/a", "tree/a"), brought("/srv/t/d/b", "tree/d/b")],
    ],
    [
        [
            `RUN curl -L ${url("a.tgz")} | tar xz -C /tmp/t && curl -L ${url("b.tgz")} | tar xz -C /tmp/t`,
            "RUN cp -r /tmp/t/d/* /opt/t/",
        ],
        [fetched("/opt/t", "a.tgz", null, "d/*"), fetched("/opt/t", "b.tgz", null, "d/*")],
    ],
    // Clones, and what of archives is copied as a whole.
    [["RUN git clone https://git.example/a/b.git /opt/b"], [cloned("/opt/b", "")]],
    [
        [
            "RUN git clone --single-branch --branch=v1 https://git.example/a/b.git && cp -r b/roles/* /usr/share/r/ && cp b/x/*.sh /usr/share/r/ && rm -rf b",
        ],
        [cloned("/usr/share/r/", "roles/*", "v1"), cloned("/usr/share/r/", "x/*.sh", "v1")].map(effect => ({
            ...effect,
            path: "/usr/share/r",
        })),
    ],
    [
        [
            "RUN git clone https://git.example/a/b.git /tmp/b && cp -r /tmp/b/r/. /opt/r && cp -r /tmp/b/s/. /opt/r && cp -r /tmp/b/r/. /opt/r",
        ],
        [cloned("/opt/r", "s/"), cloned("/opt/r", "r/")],
    ],
    [
        [
            "RUN git clone https://git.example/a/b.git /tmp/s/b && echo x > /tmp/s/y && cp -rT /tmp/s /opt/s",
            `RUN curl -L ${url("t.tgz")} | tar xz -C /tmp/t && cp -r /tmp/t/d /tmp/u && cp -r /tmp/u/. /opt/u`,
        ],
        [cloned("/opt/s/b", ""), written("/opt/s/y", "x\n"), fetched("/opt/u", "t.tgz", null, "d/")],
    ],
    // Several patterns for one directory are several things in it.
    [
        [
            "RUN git clone https://git.example/a/b.git /tmp/c && cp /tmp/c/*.sh /tmp/c/*.py /usr/share/x/",
            "RUN cp -r /tmp/c/x/*.yml /usr/share/x/",
        ],
        ["*.sh", "*.py", "x/*.yml"].map(member => cloned("/usr/share/x", member)),
    ],
    [
        [`RUN curl -L ${url("t.tgz")} | tar xz -C /tmp/t && cp /tmp/t/*.a /tmp/t/*.b /opt/x/`],
        [fetched("/opt/x", "t.tgz", null, "*.a"), fetched("/opt/x", "t.tgz", null, "*.b")],
    ],
    [
        [
            "RUN cd /tmp && git clone https://git.example/a/b.git && cd b && git checkout -q origin/next && cp -aT roles /usr/share/r && cp x /usr/bin/ && chmod 755 /usr/bin/x",
        ],
        [cloned("/usr/share/r", "roles/", "next"), cloned("/usr/bin/x", "x", "next", 0o755)],
    ],
    [
        [
            "RUN git clone https://git.example/a/b.git && cd b && cp x /usr/bin/x && cd .. && rm -rf b && echo y > /etc/y",
        ],
        [cloned("/usr/bin/x", "x"), written("/etc/y", "y\n")],
    ],
    [
        ["RUN git clone https://git.example/a/b.git /opt/b && cd /opt/b && git checkout v2", "RUN mv /opt/b /srv/c"],
        [cloned("/srv/c", "", "v2")],
    ],
    [
        ["RUN git clone https://git.example/a/b.git /tmp/b && echo x > /tmp/b/d/x && cp -r /tmp/b/d/. /opt/d"],
        [cloned("/opt/d", "d/"), written("/opt/d/x", "x\n", null)],
    ],
    [
        ["RUN git clone https://git.example/a/b.git /tmp/b && mkdir -p /opt/d && cp -r /tmp/b/d /opt/d"],
        [{ kind: "directory", path: "/opt/d", mode: null }, cloned("/opt/d/d", "d/")],
    ],
    [
        [`RUN curl -L ${url("t.tgz")} | tar xz -C /tmp/t && cp -r /tmp/t/d/* /usr/local/bin/`],
        [fetched("/usr/local/bin", "t.tgz", null, "d/*")],
    ],
    [["RUN git clone https://<redacted>@git.example/a/b.git /opt/b"], [cloned("/opt/b", "")]],
    // Of what is not known the name of a program is enough.
    [
        [
            'RUN curl -LO "https://dl.k8s.example/$(curl -sL https://dl.k8s.example/stable.txt)/kubectl" && install kubectl /usr/local/bin/',
        ],
        [{ kind: "package", name: "/usr/bin/kubectl" }],
    ],
    [
        ["RUN curl -sL https://dl.example/$V.tgz | tar xz -C /usr/bin a b"],
        [
            { kind: "package", name: "/usr/bin/a" },
            { kind: "package", name: "/usr/bin/b" },
        ],
    ],
    [
        [
            "RUN curl https://awscli.amazonaws.com/awscli-exe-linux-x86_64.zip -o a.zip && unzip -q a.zip && ./aws/install --update && rm -rf aws a.zip",
        ],
        [{ kind: "package", name: "/usr/bin/aws" }],
    ],
    [
        ["RUN dnf -y install https://dl.example/a/chntpw-1.00-18.fc41.$(arch).rpm"],
        [{ kind: "package", name: "chntpw" }],
    ],
    [
        ["COPY _build/files/x /tmp/tool-1.0-1.rpm", "RUN dnf -y install /tmp/*.rpm && rm -f /tmp/*.rpm"],
        [{ kind: "package", name: "tool" }],
    ],
    // Collections and roles.
    [
        [
            "COPY _build/tree/r.yml /tmp/r.yml",
            "RUN ansible-galaxy collection install --force -r /tmp/r.yml && ansible-galaxy role install -r /tmp/r.yml",
            "RUN ansible-galaxy collection install 'e.f:>=2,<3' git+https://git.example/g.git,main",
        ],
        [
            galaxy("collection", "a.b", ">=1"),
            galaxy("role", "c.d", ""),
            galaxy("collection", "e.f", ">=2,<3"),
            galaxy("collection", "git+https://git.example/g.git", "main", "git"),
        ],
    ],
    // An RPM without files.
    [
        [
            [
                "RUN mkdir -p /tmp/b && echo 'Name: tool' > /tmp/b/t.spec",
                ...["Version: 1.0", "Release: 2", "Summary: none", "License: MIT", "BuildArch: noarch"].map(
                    tag => `echo '${tag}' >> /tmp/b/t.spec`,
                ),
                ...["%description", "Nothing.", "%files"].map(line => `echo '${line}' >> /tmp/b/t.spec`),
                "rpmbuild --define '_topdir /tmp/b' -bb /tmp/b/t.spec",
                "rpm -ivh /tmp/b/RPMS/noarch/tool-*.rpm && rm -rf /tmp/b",
            ].join(" && "),
        ],
        [{ kind: "stand-in", name: "tool", version: "1.0-2" }],
    ],
    // What the definition brings.
    [["COPY _build/files/x /usr/bin/y", "RUN chmod u=rwx,go=rx /usr/bin/y"], [brought("/usr/bin/y", "x", 0o755)]],
    [["COPY _build/tree /etc/tree"], [brought("/etc/tree/a", "tree/a"), brought("/etc/tree/d/b", "tree/d/b")]],
    [
        ["COPY _build/certs/ /etc/pki/ca-trust/source/anchors/"],
        [brought("/etc/pki/ca-trust/source/anchors/c.pem", "certs/c.pem")],
    ],
    [
        ["COPY _build/certs/*.pem _build/files/x /etc/c/"],
        [brought("/etc/c/c.pem", "certs/c.pem"), brought("/etc/c/x", "x")],
    ],
    [["COPY <<END /etc/a\nb\nEND"], [written("/etc/a", "b\n", null)]],
    // What is written.
    [
        [
            "RUN echo a > /etc/a && printf '%s=%s\\n' b c d e >> /etc/a",
            "RUN echo -e 'f\\ng' | tee -a /etc/a",
            "RUN chmod 600 /etc/a",
        ],
        [written("/etc/a", "a\nb=c\nd=e\nf\ng\n", 0o600)],
    ],
    [
        ["RUN cat >> /etc/ssh/ssh_config <<'E'\nA $x\nE", "RUN echo -n B >> /etc/ssh/ssh_config"],
        [written("/etc/ssh/ssh_config.d/90-ee.conf", "A $x\nB")],
    ],
    [["RUN usermod --add-subuids 100000-165536 root"], [written("/etc/subuid", "root:100000:65537\n")]],
    [
        ["RUN echo a >> /etc/acme.d/a.conf && chmod 600 /etc/acme.d/a.conf"],
        [{ ...written("/etc/acme.d/a.conf", "a\n", 0o600), isNew: true }],
    ],
    [
        [
            `ADD ${url("c")} /home/a/.config/b/c`,
            "RUN chown -R 1000:0 /home/a/.config",
            "RUN chgrp 5 /home/a/.config/b/c",
        ],
        [
            { kind: "directory", path: "/home/a/.config", mode: null, owner: { user: "1000", group: null } },
            { kind: "directory", path: "/home/a/.config/b", mode: null, owner: { user: "1000", group: null } },
            { ...fetched("/home/a/.config/b/c", "c", 0o600), owner: { user: "1000", group: "5" } },
        ],
    ],
    [
        ["RUN mkdir -p /etc/a/b && chmod -R 700 /etc/a", "COPY _build/tree /etc/t", "RUN chmod -R 755 /etc/t"],
        [
            { kind: "directory", path: "/etc/a/b", mode: 0o700 },
            { kind: "directory", path: "/etc/a", mode: 0o700 },
            brought("/etc/t/a", "tree/a", 0o755),
            brought("/etc/t/d/b", "tree/d/b", 0o755),
        ],
    ],
    // A directory from which all was taken is there still, and takes what is copied to it.
    [
        ["COPY _build/tree /tmp/t", "COPY _build/files/x /srv/q/x", "RUN rm /srv/q/x && cp -r /tmp/t/d /srv/q"],
        [{ kind: "directory", path: "/srv/q", mode: null }, brought("/srv/q/d/b", "tree/d/b")],
    ],
    [
        ["COPY --chown=7:0 --chmod=600 _build/files/x /etc/x"],
        [{ ...brought("/etc/x", "x", 0o600), owner: { user: "7", group: null } }],
    ],
    [["COPY _build/files/x /etc/x", "RUN chown 7 /etc/x", "RUN chown root:root /etc/x"], [brought("/etc/x", "x")]],
    [
        ["RUN touch /etc/containers/nodocker && mkdir -p -m 0700 /etc/a /var/run/b"],
        [
            { ...written("/etc/containers/nodocker", ""), isNew: true },
            { kind: "directory", path: "/etc/a", mode: 0o700 },
            { kind: "directory", path: "/run/b", mode: 0o700 },
        ],
    ],
    [
        ["RUN ln -s ../a /usr/local/bin/ && ln -sf bash /bin/sh"],
        [{ kind: "link", path: "/usr/local/bin/a", target: "../a" }],
    ],
    [
        ["RUN systemctl enable --now sshd && systemctl mask x.timer"],
        [
            {
                ...{ kind: "link", path: "/etc/systemd/system/multi-user.target.wants/sshd.service" },
                target: "/usr/lib/systemd/system/sshd.service",
            },
            { kind: "link", path: "/etc/systemd/system/x.timer", target: "/dev/null" },
        ],
    ],
    [
        ["RUN groupadd -g 5 ops && useradd -m -u 7 -g 0 -G ops -s /bin/sh a", "RUN usermod -aG wheel a"],
        [
            { kind: "group", name: "ops", gid: 5 },
            { kind: "user", name: "a", uid: 7, groups: ["root", "ops", "wheel"], home: null, shell: "/bin/sh" },
        ],
    ],
    [
        ["ENV A=b PATH=$PATH:/opt/x", "ENV OLD its value"],
        [
            { kind: "environment", name: "A", value: "b" },
            { kind: "environment", name: "PATH", value: "$PATH:/opt/x" },
            { kind: "environment", name: "OLD", value: "its value" },
        ],
    ],
    [["RUN rpm --import https://dl.example/key.asc"], [fetched("/etc/pki/rpm-gpg/key.asc", "key.asc", 0o644)]],
    [["RUN echo '[defaults]' >> /etc/ansible/ansible.cfg"], [written("/etc/ansible/ansible.cfg", "[defaults]\n")]],
    [
        ["RUN git config --system http.https://a.example/.sslVerify false"],
        [written("/etc/gitconfig", '[http "https://a.example/"]\n\tsslVerify = "false"\n')],
    ],
    [["ENV PATH=/a:$PATH", "ENV PATH=$PATH:/b:/c"], [{ kind: "environment", name: "PATH", value: "/a:$PATH:/b:/c" }]],
    // What is taken away again was never there.
    [
        ["RUN dnf -y install gcc jq && pip install a==1 b && pip uninstall -y b && dnf -y remove gcc"],
        [
            { kind: "package", name: "jq" },
            { kind: "python", text: "a==1" },
        ],
    ],
    [
        ["RUN rm -rf /etc/yum.repos.d/* && echo a > /etc/yum.repos.d/a.repo"],
        [written("/etc/yum.repos.d/a.repo", "a\n")],
    ],
    [["RUN pip install a==1", "RUN pip install a==2"], [{ kind: "python", text: "a==2" }]],
    [
        ["RUN echo '[a]' > /etc/yum.repos.d/a.repo", "RUN dnf -y install a && rm -f /etc/yum.repos.d/a.repo"],
        [{ kind: "package", name: "a" }],
    ],
    [
        [
            "RUN mkdir -p /usr/share/x && echo a > /usr/share/x/a",
            "RUN rm -rf /usr/share/x && ln -s /usr/share/y /usr/share/x",
        ],
        [{ kind: "link", path: "/usr/share/x", target: "/usr/share/y" }],
    ],
    // What goes away by a pattern is not copied, and what is not meant by it is.
    [
        [
            "RUN echo a > /tmp/q/a.md && echo b > /tmp/q/b && echo c > /tmp/q/.c.md",
            "RUN rm -f /tmp/q/*.md && cp -r /tmp/q/. /usr/share/q/",
        ],
        [written("/usr/share/q/b", "b\n"), written("/usr/share/q/.c.md", "c\n")],
    ],
    [
        ["RUN git clone https://git.example/a/b.git /tmp/b && rm -rf /tmp/*.zip /tmp/x* && cp -rT /tmp/b /usr/share/b"],
        [cloned("/usr/share/b", "")],
    ],
    [
        [
            `RUN curl -L ${url("a.tgz")} | tar xz -C /tmp && cp -rT /tmp/d /usr/share/a && rm -rf /tmp/*`,
            `RUN curl -L ${url("b.tgz")} | tar xz -C /tmp && cp /tmp/t /usr/bin/ && rm -rf /tmp/*`,
        ],
        [fetched("/usr/share/a", "a.tgz", null, "d/"), fetched("/usr/bin/t", "b.tgz", null, "t")],
    ],
    [["RUN echo '[a]' > /etc/yum.repos.d/a-1.repo && rm /etc/yum.repos.d/a*1.re*o"], []],
    [["RUN mkdir -p /usr/share/doc/x && echo a > /usr/share/doc/x/a && rm -rf /usr/share/doc/*"], []],
    // What cp takes out of a clone may be a file.
    [
        [
            "RUN git clone https://git.example/a/b.git c && cp -a c/tool /usr/local/bin/tool && rm -rf c",
            "RUN chmod 755 /usr/local/bin/tool",
        ],
        [cloned("/usr/local/bin/tool", "tool/", null, 0o755)],
    ],
    // A directory that is there takes what is copied into itself; what steps make anew does not.
    [
        ["RUN git clone https://git.example/a/b.git c && cp -r c/p /usr/lib/python3.9/site-packages && rm -rf c"],
        [cloned("/usr/lib/python3.9/site-packages/p", "p/")],
    ],
    [
        ["RUN git clone https://git.example/a/b.git c && cp -r c/roles /usr/share/ansible && rm -rf c"],
        [cloned("/usr/share/ansible/roles", "roles/")],
    ],
    [
        ["RUN git clone https://git.example/a/b.git c && cp -r c /usr/share/ansible && rm -rf c"],
        [cloned("/usr/share/ansible/c", "")],
    ],
    [
        ["RUN git clone https://git.example/a/b.git c && cp -r c/group_vars /etc/ansible && rm -rf c"],
        [cloned("/etc/ansible/group_vars", "group_vars/")],
    ],
    [
        ["RUN git clone https://git.example/a/b.git c && mv c/roles /usr/share/ansible && rm -rf c"],
        [cloned("/usr/share/ansible/roles", "roles")],
    ],
    [
        ["RUN git clone https://git.example/a/b.git c && cp -r c/p /usr/local && rm -rf c"],
        [cloned("/usr/local/p", "p/")],
    ],
    [["RUN git clone https://git.example/a/b.git c && cp -rT c/p /etc/p && rm -rf c"], [cloned("/etc/p", "p/")]],
    [["RUN git clone https://git.example/a/b.git c && cp -r c/p/. /etc/p && rm -rf c"], [cloned("/etc/p", "p/")]],
    [
        ["RUN git clone https://git.example/a/b.git c && cp -r c/p /usr/share/ansible/roles/r && rm -rf c"],
        [cloned("/usr/share/ansible/roles/r", "p/")],
    ],
    [["RUN git clone https://git.example/a/b.git c && cp -rT c /opt/a/b && rm -rf c"], [cloned("/opt/a/b", "")]],
    [
        ["RUN git clone https://git.example/a/b.git c && cp -a c/p.conf /etc/p.conf && rm -rf c"],
        [cloned("/etc/p.conf", "p.conf/")],
    ],
    [
        [
            "RUN mkdir -p /usr/share/x/y/z /etc/q",
            "RUN git clone https://git.example/a/b.git /tmp/c && cp -r /tmp/c/p /usr/share/x/y && cp -r /tmp/c /etc/q/r",
        ],
        [
            { kind: "directory", path: "/usr/share/x/y/z", mode: null },
            { kind: "directory", path: "/etc/q", mode: null },
            cloned("/usr/share/x/y/p", "p/"),
            cloned("/etc/q/r", ""),
        ],
    ],
    [["RUN echo a > /etc/a && rm /etc/a"], []],
    [
        ["RUN touch /etc/hosts /etc/sysconfig && mkdir /etc/a && touch /etc/a"],
        [{ kind: "directory", path: "/etc/a", mode: null }],
    ],
    // What is emptied may be a package's, an account's, or where a commit has nothing.
    [["RUN curl -o /var/lib/pgsql/x https://dl.example/x && rm /var/lib/pgsql/x"], []],
    [["RUN echo x > /usr/local/etc/foo/a && rm /usr/local/etc/foo/a"], []],
    [["RUN echo x > /srv/x/f && mv /srv/x/f /srv/x/g"], [written("/srv/x/g", "x\n")]],
    [
        ["RUN cd /usr/local/bin && curl -LO https://dl.example/a.tgz && tar -xzf a.tgz && rm -f a.tgz"],
        [fetched("/usr/local/bin", "a.tgz", null, "")],
    ],
    [
        ["RUN echo x > /tmp/r/g && mkdir /etc/x.d && cp /tmp/r/* /etc/x.d && install -m 600 /tmp/r/* /etc/y.d"],
        [
            { kind: "directory", path: "/etc/x.d", mode: null },
            written("/etc/x.d/g", "x\n"),
            written("/etc/y.d/g", "x\n", 0o600),
        ],
    ],
    [["RUN echo a > /etc/a", "RUN mv /etc/a /etc/b.conf"], [written("/etc/b.conf", "a\n")]],
    [["RUN rm -f /etc/ansible/ansible.cfg"], [written("/etc/ansible/ansible.cfg", "", null)]],
])("%j leaves its effects", (lines, effects) => {
    const beside = { x: "#!/bin/sh\n", "tree/a": "a", "tree/d/b": "b", "certs/c.pem": "c", "certs/other.txt": "" };
    const list = "collections: [{name: a.b, version: '>=1'}]\nroles: [c.d]\n";
    const more = {
        ...(lines.some(line => line.includes("tree/r.yml")) ? { "tree/r.yml": list } : {}),
        ...(lines.some(line => line.includes("tree/t.tgz")) ? { "tree/t.tgz": "\x1f\udc8bx" } : {}),
    };
    expect(effectsOf(lines, { ...beside, ...more })).toEqual(effects);
});

test("a file of a package below /etc is changed once, before anything starts, by what the step runs", () => {
    const [unit, link, ...more] = effectsOf([`RUN sed -i -e 's|"a" $|50%|' /etc/acme.conf`]);
    expect(more).toEqual([]);
    if (unit?.kind !== "file" || link?.kind !== "link" || !("text" in unit.from)) throw new Error("no unit");
    expect(unit.path).toMatch(/^\/usr\/lib\/systemd\/system\/ee-sed-[0-9a-f]{12}\.service$/);
    expect(link.path).toBe(unit.path.replace("system/ee", "system/sysinit.target.wants/ee"));
    const name = unit.path.slice(unit.path.lastIndexOf("/") + 1);
    expect(unit.from.text).toContain(`ConditionPathExists=!/var/lib/ee-steps/${name}\n`);
    expect(unit.from.text).toContain(
        String.raw`ExecStart="/usr/bin/sed" "-i" "-e" "s|\"a\" $$|50%%|" "/etc/acme.conf"`,
    );
});

test("a variable that a later step sets makes a place for what an earlier one puts into the root directory", () => {
    const put = "COPY _build/files/x /plugins/a/x";
    expect(effectsOf([put, "ENV A_PLUGINS=/plugins"])).toEqual([
        brought("/plugins/a/x", "x"),
        { kind: "environment", name: "A_PLUGINS", value: "/plugins" },
    ]);
    const { files, definition } = read({ append_final: [put], prepend_galaxy: ["ENV A_PLUGINS=/plugins"] });
    expect(listSteps(files, FILE, definition)[0]?.fidelity).toBe("left-over");
});

test("a directory that only keeps itself in git is brought where a commit has a place for it, and needed nowhere else", () => {
    const beside = { "tree/.gitkeep": "" };
    expect(effectsOf(["COPY _build/tree /etc/acme"], beside)).toEqual([
        { kind: "directory", path: "/etc/acme", mode: null },
    ]);
    expect(effectsOf(["COPY _build/tree /extras"], beside)).toEqual([]);
    const { files, definition } = read(["COPY _build/tree /extras"], { ...beside, "tree/a": "a" });
    expect(listSteps(files, FILE, definition)[0]?.fidelity).toBe("left-over");
});

test("what an earlier step left for a later one to take away is not needed", () => {
    const { files, definition } = read(["RUN echo '[a]' > /etc/yum.repos.d/a.repo", "RUN rm /etc/yum.repos.d/a.repo"]);
    expect(listSteps(files, FILE, definition).map(({ carrier, effects }) => [carrier, effects])).toEqual([
        ["build-only", []],
        ["build-only", []],
    ]);
});

test("an effect is its last step's, and the base comes before the end whatever is written first", () => {
    const { files, definition } = read({
        append_final: ["RUN chmod 755 /usr/bin/a"],
        prepend_base: ["COPY _build/files/x /usr/bin/a"],
    });
    expect(listEffects(files, definition).map(({ effects, step }) => [step.stage, effects])).toEqual([
        ["append_final", [brought("/usr/bin/a", "x", 0o755)]],
    ]);
});

test("what a stage for building fetched is found there, unless something in it is not understood", () => {
    const copy = ["COPY --from=builder /build/t /usr/bin/t"];
    const fetch = `RUN curl -Lo t ${url("t")} && chmod +x t`;
    expect(effectsOf({ append_final: copy, append_builder: [fetch] })).toEqual([fetched("/usr/bin/t", "t", 0o755)]);
    const clone = read({
        append_final: ["COPY --from=builder /build/a/t /usr/share/"],
        append_builder: ["RUN git clone https://git.example/a"],
    });
    expect(listSteps(clone.files, FILE, clone.definition)[0]).toMatchObject({ fidelity: "left-over" });
    const { files, definition } = read({ append_final: copy, append_builder: [fetch, "RUN ./t install"] });
    expect(listSteps(files, FILE, definition)[0]).toMatchObject({ fidelity: "left-over" });
});

test("what the galaxy stage installs where the image takes it from is carried, and nothing that another place gets", () => {
    const install = "RUN ansible-galaxy collection install a.b";
    expect(effectsOf({ append_galaxy: [`${install} -p /usr/share/ansible/collections`] })).toEqual([
        galaxy("collection", "a.b", ""),
    ]);
    const { files, definition } = read({ append_galaxy: [install] });
    expect(listSteps(files, FILE, definition)[0]?.fidelity).toBe("left-over");
});

test("a file with secrets in it is not carried, nor one outside of the directory", () => {
    const fidelity = (beside: Record<string, string>, path = "_build/files/x") => {
        const { files, definition } = read([`COPY ${path} /etc/x`], beside);
        return listSteps(files, FILE, definition)[0]?.fidelity;
    };
    expect(fidelity({ x: "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n" })).toBe("left-over");
    expect(fidelity({ x: "curl https://dl.example/?key=1\n" })).toBe("left-over");
    expect(fidelity({ x: "a = 1\n" })).toBe("exact");
    const detour = read(["COPY _build/files/x /tmp/x", "RUN mv /tmp/x /etc/x"], { x: "curl https://a.example/?k=1\n" });
    expect(listSteps(detour.files, FILE, detour.definition)[1]?.fidelity).toBe("left-over");
    expect(fidelity({}, "_build/configs/outside.cfg")).toBe("left-over");
});

test("an ansible.cfg whose settings hold no secrets is carried as it is", () => {
    const text = "[defaults]\n# why\ncallbacks_enabled = a.b.c\nhost_key_checking=False\n";
    const added = "additional_build_files: [{src: ansible.cfg, dest: configs}]";
    const steps = "additional_build_steps: {append_final: [COPY _build/configs/ansible.cfg /etc/ansible/ansible.cfg]}";
    const carriedOf = (config: string) => {
        const files = new Map([
            [FILE, `version: 3\n${added}\n${steps}\n`],
            ["ansible.cfg", config],
        ]);
        const { definition } = checkDefinition(files, FILE);
        if (!definition) throw new Error("the definition of this test is none");
        const carried = carriedFiles(files, definition);
        return [carried.get("ansible.cfg"), listEffects(carried, definition).length];
    };
    expect(carriedOf(text)).toEqual([text.replace("# why\n", "").replace("g=F", "g = F"), 1]);
    expect(carriedOf(`${text}vault_identity = x\n`)[1]).toBe(0);
    expect(carriedOf(`${text}fact_caching = redis://u:p@h\n`)[1]).toBe(0);
});

test("a name with a redacted value is understood as far as it goes", () => {
    const { files, definition } = read(["ARG A_TOKEN=<redacted>", "ENV A_PASSWORD=<redacted>"]);
    expect(listSteps(files, FILE, definition).map(({ fidelity }) => fidelity)).toEqual(["not-needed", "left-over"]);
});

test("hostile copies of many files are looked at in time", { tags: ["hostile"] }, () => {
    const tree = Object.fromEntries(Array.from({ length: 2000 }, (_each, index) => [`tree/${index}`, ""]));
    const lines = Array.from({ length: 600 }, (_each, index) => `COPY _build/tree /etc/${index}`);
    const { files, definition } = read(lines, tree);
    expect(listSteps(files, FILE, definition)).toHaveLength(600);
});

test("what lets one into a repository is told to the fetch alone, as its author's own text has it", () => {
    const loginsOf = (...lines: string[]) => {
        const { files, definition } = read(lines);
        return listLogins(files, definition);
    };
    const clone = "RUN git clone https://me:pw@git.example/a.git /opt/a";
    expect(loginsOf(clone, "RUN git clone https://git.example/b /opt/b")).toEqual(["https://me:pw@git.example/a.git"]);
    expect(loginsOf("ENV T=abc", "RUN git clone https://$T@git.example/a.git /opt/a")).toEqual([
        "https://abc:@git.example/a.git",
    ]);
    expect(loginsOf("RUN git clone https://<redacted>@git.example/a.git /opt/a", "RUN id")).toEqual([]);
    const { files, definition } = read([clone]);
    expect(JSON.stringify(listEffects(files, definition).map(({ effects }) => effects))).not.toContain("pw");
});

test("archives of several steps for one directory are all of them effects", () => {
    const urls = ["https://dl.example/a.tgz", "https://dl.example/b.tgz"];
    const steps = urls.map(url => `RUN curl -sL ${url} | tar -xz -C /usr/local/bin`);
    const expected = urls.map(url => ({ kind: "file", path: "/usr/local/bin", from: { url, member: "" } }));
    expect(effectsOf(steps)).toMatchObject(expected);
});
