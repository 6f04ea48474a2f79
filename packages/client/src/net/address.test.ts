import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalAddress, nonPublicRange } from "./address.ts";

test("lets public addresses of both families pass, also through IPv4-mapped and DNS64 spellings", () => {
  for (const address of [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
  ])
    assert.equal(nonPublicRange(address), null, address);
});

test("names the range of what is not public", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["127.0.0.1", "this machine"],
    ["::1", "this machine"],
    ["::ffff:127.0.0.1", "this machine"],
    ["64:ff9b::7f00:1", "this machine"],
    ["0.1.2.3", "this network"],
    ["10.0.0.1", "a private network"],
    ["fd00::1", "a private network"],
    ["169.254.169.254", "link-local, where cloud metadata lives"],
    ["fe80::1", "link-local, where cloud metadata lives"],
    ["100.64.0.1", "carrier-grade NAT"],
    ["168.63.129.16", "the host of an Azure machine"],
    ["224.0.0.251", "multicast"],
    ["255.255.255.255", "broadcast"],
    ["2002:808:808::1", "a 6to4 tunnel"],
    ["2001:0:1::1", "a Teredo tunnel"],
    ["64:ff9b:1::808:808", "NAT64 of a local network"],
    ["::ffff:0:808:808", "translated IPv4"],
    ["::808:808", "reserved"],
    ["4000::1", "reserved"],
    ["2606:4700::1111%eth0", "bound to one network interface"],
    ["example.com", "no IP address"],
    ["0177.0.0.1", "no IP address"],
    ["2130706433", "no IP address"],
    ["", "no IP address"],
  ];
  for (const [address, range] of rows) assert.equal(nonPublicRange(address), range, address);
});

test("judges IPv4 the same bare, mapped and behind NAT64", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const numRuns = process.env.FOVEA_SOAK ? 100_000 : 300;
  fc.assert(
    fc.property(byte, byte, byte, byte, (...bytes) => {
      const address = bytes.join(".");
      assert.equal(nonPublicRange(`::ffff:${address}`), nonPublicRange(address));
      assert.equal(nonPublicRange(`64:ff9b::${address}`), nonPublicRange(address));
    }),
    { numRuns, seed: 20 },
  );
});

test("compares addresses whatever their spelling", () => {
  assert.equal(canonicalAddress("::ffff:127.0.0.1"), canonicalAddress("127.0.0.1"));
  assert.equal(canonicalAddress("2606:4700:0::1"), canonicalAddress("2606:4700::1"));
  assert.notEqual(canonicalAddress("127.0.0.1"), canonicalAddress("127.0.0.2"));
});
