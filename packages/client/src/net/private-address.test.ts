// The table of spellings that lead to this machine, to a private network or to a cloud's metadata. All literals run against the fetch as it is in
// production: no seam is used, so a row that got through would really connect.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { seams, startServer } from "./fixtures/server.ts";
import { createGuardedFetch } from "./guarded-fetch.ts";

const fetch = createGuardedFetch();

/** What the URL says -> the address it means. */
const PRIVATE: readonly (readonly [string, string])[] = [
  ["https://127.0.0.1/", "127.0.0.1"],
  ["https://127.255.255.254/", "127.255.255.254"],
  ["https://2130706433/", "127.0.0.1"],
  ["https://017700000001/", "127.0.0.1"],
  ["https://0x7f000001/", "127.0.0.1"],
  ["https://0x7F.0x0.0x0.0x1/", "127.0.0.1"],
  ["https://0177.0.0.1/", "127.0.0.1"],
  ["https://0177.0x0.0.01/", "127.0.0.1"],
  ["https://127.1/", "127.0.0.1"],
  ["https://127.0.1/", "127.0.0.1"],
  ["https://127.0.0.1./", "127.0.0.1"],
  ["https://127.0.0.1:443/", "127.0.0.1"],
  ["https://%31%32%37.0.0.1/", "127.0.0.1"],
  ["https://①②⑦.⓪.⓪.①/", "127.0.0.1"],
  ["https://127。0。0。1/", "127.0.0.1"],
  ["https://１２７.0.0.1/", "127.0.0.1"],
  ["https:127.0.0.1/", "127.0.0.1"],
  ["https:\\\\127.0.0.1\\", "127.0.0.1"],
  ["  https://127.0.0.1/\t\n", "127.0.0.1"],
  ["ht\ntps://127.0.0.1/", "127.0.0.1"],
  ["https://0/", "0.0.0.0"],
  ["https://0.0.0.0/", "0.0.0.0"],
  ["https://10.0.0.1/", "10.0.0.1"],
  ["https://172.16.0.1/", "172.16.0.1"],
  ["https://172.31.255.255/", "172.31.255.255"],
  ["https://192.168.1.1/", "192.168.1.1"],
  ["https://169.254.169.254/latest/meta-data/", "169.254.169.254"],
  ["https://2852039166/", "169.254.169.254"],
  ["https://168.63.129.16/", "168.63.129.16"],
  ["https://100.100.100.200/", "100.100.100.200"],
  ["https://100.64.0.1/", "100.64.0.1"],
  ["https://192.0.0.192/", "192.0.0.192"],
  ["https://192.0.2.1/", "192.0.2.1"],
  ["https://198.51.100.1/", "198.51.100.1"],
  ["https://203.0.113.1/", "203.0.113.1"],
  ["https://198.18.0.1/", "198.18.0.1"],
  ["https://224.0.0.1/", "224.0.0.1"],
  ["https://240.0.0.1/", "240.0.0.1"],
  ["https://255.255.255.255/", "255.255.255.255"],
  ["https://[::1]/", "::1"],
  ["https://[::]/", "::"],
  ["https://[0:0:0:0:0:0:0:1]/", "::1"],
  ["https://[0000::0001]:443/", "::1"],
  ["https://[::ffff:127.0.0.1]/", "::ffff:7f00:1"],
  ["https://[::ffff:a9fe:a9fe]/", "::ffff:a9fe:a9fe"],
  ["https://[0:0:0:0:0:ffff:10.0.0.1]/", "::ffff:a00:1"],
  ["https://[::ffff:0:127.0.0.1]/", "::ffff:0:7f00:1"],
  ["https://[::127.0.0.1]/", "::7f00:1"],
  ["https://[::8.8.8.8]/", "::808:808"],
  ["https://[64:ff9b::127.0.0.1]/", "64:ff9b::7f00:1"],
  ["https://[64:ff9b::169.254.169.254]/", "64:ff9b::a9fe:a9fe"],
  ["https://[64:ff9b:1::10.0.0.1]/", "64:ff9b:1::a00:1"],
  ["https://[2002:7f00:1::]/", "2002:7f00:1::"],
  ["https://[2002:808:808::]/", "2002:808:808::"],
  ["https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/", "2001:0:4136:e378:8000:63bf:80ff:fffe"],
  ["https://[fe80::1]/", "fe80::1"],
  ["https://[fec0::1]/", "fec0::1"],
  ["https://[fc00::1]/", "fc00::1"],
  ["https://[fd00:ec2::254]/", "fd00:ec2::254"],
  ["https://[ff02::1]/", "ff02::1"],
  ["https://[100::1]/", "100::1"],
  ["https://[2001:db8::1]/", "2001:db8::1"],
  ["https://[3fff::1]/", "3fff::1"],
  ["https://[4000::1]/", "4000::1"],
  ["https://[5f00::1]/", "5f00::1"],
];

/** What the URL says -> the code it ends in. */
const REFUSED: readonly (readonly [string, string])[] = [
  ["http://example.com/cat.png", "fetch.scheme"],
  ["ftp://example.com/cat.png", "fetch.scheme"],
  ["file:///etc/passwd", "fetch.scheme"],
  ["gopher://example.com:6379/_FLUSHALL", "fetch.scheme"],
  ["data:image/png;base64,iVBORw0KGgo=", "fetch.scheme"],
  ["javascript:alert(1)", "fetch.scheme"],
  ["blob:https://example.com/1", "fetch.scheme"],
  ["HTTPS://user@example.com/", "fetch.userinfo"],
  ["https://user:password@example.com/", "fetch.userinfo"],
  ["https://example.com@127.0.0.1/", "fetch.userinfo"],
  ["https://:@127.0.0.1:443@example.com/", "fetch.userinfo"],
  ["https://example.com:80/", "fetch.port"],
  ["https://example.com:22/", "fetch.port"],
  ["https://127.0.0.1:8443/", "fetch.port"],
  ["https://[fe80::1%25eth0]/", "fetch.bad-url"],
  ["https://[fe80::1%eth0]/", "fetch.bad-url"],
  ["https://[::1/", "fetch.bad-url"],
  ["https://127.0.0.1%00.example.com/", "fetch.bad-url"],
  ["https://1.2.3.4.5/", "fetch.bad-url"],
  ["https://4294967296/", "fetch.bad-url"],
  ["https://example.com:65536/", "fetch.bad-url"],
  ["https://", "fetch.bad-url"],
  ["cat.png", "fetch.bad-url"],
  ["//127.0.0.1/cat.png", "fetch.bad-url"],
  ["", "fetch.bad-url"],
];

describe("refuses without a connection", () => {
  for (const [url, address] of PRIVATE)
    test(`${JSON.stringify(url)}, which is ${address}`, async () => {
      await assert.rejects(fetch(url), (error: { code?: string; facts?: { address?: string }; message: string }) => {
        assert.equal(error.code, "fetch.private-address");
        assert.equal(error.facts?.address, address);
        assert.ok(error.message.includes(address));
        return true;
      });
    });
  for (const [url, code] of REFUSED)
    test(`${JSON.stringify(url)} as ${code}`, () => assert.rejects(fetch(url), { code }));
});

describe("a host name", () => {
  const answers = (...addresses: string[]) => {
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    };
    return { asked, fetch: createGuardedFetch({ resolve }) };
  };

  test("is loopback without asking anybody when it is localhost or ends in it", async () => {
    const { fetch, asked } = answers("8.8.8.8");
    for (const host of ["localhost", "localhost.", "LOCALHOST", "a.localhost", "ⓛocalhost"])
      await assert.rejects(fetch(`https://${host}/`), {
        code: "fetch.private-address",
        message: /127\.0\.0\.1 \(this machine\)/,
      });
    assert.deepEqual(asked, []);
  });

  test("is refused for one private answer, in words that name host, address and network", async () => {
    const { fetch, asked } = answers("10.1.2.3");
    await assert.rejects(fetch("https://intranet.example/cat.png?key=secret"), {
      name: "FetchError",
      code: "fetch.private-address",
      message:
        "https://intranet.example/cat.png leads to intranet.example, which is 10.1.2.3 (a private network); only public addresses are asked.",
    });
    assert.deepEqual(asked, ["intranet.example"]);
  });

  test("is refused when public and private answers are mixed, in any order and family", async () => {
    for (const mixed of [
      ["8.8.8.8", "127.0.0.1"],
      ["127.0.0.1", "8.8.8.8"],
      ["2606:4700::1111", "8.8.8.8", "::1"],
      ["8.8.8.8", "::ffff:10.0.0.1"],
      ["8.8.8.8", "64:ff9b::a00:1"],
      ["8.8.8.8", "fe80::1%eth0"],
      ["8.8.8.8", "2606:4700::1111%eth0"],
      ["8.8.8.8", "not an address"],
      ["8.8.8.8", "0177.0.0.1"],
    ])
      await assert.rejects(answers(...mixed).fetch("https://mixed.example/"), { code: "fetch.private-address" });
  });

  test("is refused when it has no address, or the resolver fails", async () => {
    await assert.rejects(answers().fetch("https://none.example/"), { code: "fetch.dns" });
    const resolve = () => Promise.reject(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }));
    await assert.rejects(createGuardedFetch({ resolve })("https://dead.example/?key=secret"), {
      code: "fetch.dns",
      message: "No address was found for dead.example (ENOTFOUND), asked for https://dead.example/.",
    });
  });

  test("that changes its mind is asked once per hop, and the connection goes to the answer that was checked", async (t) => {
    const server = await startServer((_request, response) => response.end("picture"));
    t.after(server.stop);
    let calls = 0;
    const resolve = async () => {
      calls += 1;
      return [{ address: calls === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
    };
    const rebound = server.fetch({ resolve });
    const fetched = await rebound(server.origin);
    assert.equal(fetched.address, "127.0.0.1");
    assert.equal(calls, 1);
    assert.equal(server.connections(), 1);
    await assert.rejects(rebound(server.origin), { code: "fetch.private-address" });
    assert.equal(calls, 2);
    assert.equal(server.connections(), 1);
  });
});

describe("a redirect", () => {
  const redirecting = (location: string) =>
    startServer((_request, response) => void response.writeHead(302, { location }).end());

  for (const [location, code] of [
    ["https://10.0.0.1/", "fetch.private-address"],
    ["//[::1]/", "fetch.private-address"],
    ["https://2852039166/latest/meta-data/", "fetch.private-address"],
    ["http://pictures.test/", "fetch.scheme"],
    ["file:///etc/passwd", "fetch.scheme"],
    ["https://user:password@pictures.test/", "fetch.userinfo"],
    ["https://pictures.test:22/", "fetch.port"],
    ["https://[", "fetch.bad-url"],
  ] as const)
    test(`to ${location} is refused as ${code} and says that a redirect led there`, async (t) => {
      const server = await redirecting(location);
      t.after(server.stop);
      await assert.rejects(
        server.fetch()(server.origin),
        (error: { code?: string; facts?: { hop?: number }; message: string }) => {
          assert.equal(error.code, code);
          assert.equal(error.facts?.hop, 1);
          assert.match(error.message, /\(redirect 1\)/);
          assert.ok(!error.message.includes("password@"));
          return true;
        },
      );
      assert.equal(server.connections(), 1);
    });

  test("to a name that resolves to a private address is refused, though the first name was public", async (t) => {
    const server = await redirecting(`https://inside.test/`);
    t.after(server.stop);
    const resolve = async (host: string) => [
      { address: host === "inside.test" ? "192.168.0.7" : "127.0.0.1", family: 4 },
    ];
    await assert.rejects(server.fetch({ resolve })(server.origin), {
      code: "fetch.private-address",
      message: /inside\.test, which is 192\.168\.0\.7/,
    });
  });

  test("that loops ends after three", async (t) => {
    const server = await redirecting("/again?secret");
    t.after(server.stop);
    await assert.rejects(server.fetch()(server.origin), {
      code: "fetch.too-many-redirects",
      facts: { url: `${server.origin}/again`, limit: 3 },
    });
    assert.equal(server.connections(), 4);
    await assert.rejects(server.fetch({ maxRedirects: 0 })(server.origin), { code: "fetch.too-many-redirects" });
    assert.equal(server.connections(), 5);
  });

  test("without a place to go is an answer that is not 200", async (t) => {
    const server = await startServer((_request, response) => void response.writeHead(301).end());
    t.after(server.stop);
    await assert.rejects(server.fetch()(server.origin), {
      code: "fetch.status",
      facts: { url: `${server.origin}/`, status: 301 },
    });
  });
});

test("the seams open what they name and nothing else", async () => {
  const fetch = createGuardedFetch({ ...seams(8443), resolve: async () => [{ address: "127.0.0.3", family: 4 }] });
  await assert.rejects(fetch("https://pictures.test:8443/"), { code: "fetch.private-address" });
  await assert.rejects(fetch("https://pictures.test:8444/"), { code: "fetch.port" });
  await assert.rejects(fetch("https://10.0.0.1:8443/"), { code: "fetch.private-address" });
});
