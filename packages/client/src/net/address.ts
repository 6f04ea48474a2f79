// Decides whether an IP address is on the public internet. Everything that is not plainly so is refused.
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** What the ranges of ipaddr.js are called in sentences. */
const WORDS: Readonly<Record<string, string>> = {
  unspecified: "this network",
  broadcast: "broadcast",
  multicast: "multicast",
  linkLocal: "link-local, where cloud metadata lives",
  loopback: "this machine",
  carrierGradeNat: "carrier-grade NAT",
  private: "a private network",
  uniqueLocal: "a private network",
  deprecatedSiteLocal: "a private network",
  "6to4": "a 6to4 tunnel",
  teredo: "a Teredo tunnel",
  rfc6052: "NAT64 of a local network",
  rfc6145: "translated IPv4",
};

/** Answers inside every virtual machine of Azure though its range is public. Source: Azure, "What is IP address 168.63.129.16", read 2026-11-22. */
const AZURE_PLATFORM = "168.63.129.16";

/**
 * Names the range of an address that must not be asked; null for a public unicast address. IPv4 inside IPv6 is unwrapped: mapped
 * (`::ffff:0:0/96`) and the NAT64 of DNS64 networks (`64:ff9b::/96`) count as the IPv4 address they carry. Tunnels (6to4, Teredo), local NAT64
 * (`64:ff9b:1::/48`), IPv4-compatible addresses (`::/96`) and addresses with a zone are refused whatever they carry.
 */
export function nonPublicRange(address: string): string | null {
  if (isIP(address) === 0) return "no IP address";
  if (address.includes("%")) return "bound to one network interface";
  const ip = ipaddr.process(address);
  const range = ip.range();
  if (ip instanceof ipaddr.IPv6) {
    const carried = nat64Carried(ip.parts);
    if (carried !== null) return nonPublicRange(carried);
    // IANA has given out global unicast addresses from 2000::/3 only. Source: IANA IPv6 address space registry of 2019-09-13, read 2026-11-22.
    if (range === "unicast" && ((ip.parts[0] ?? 0) & 0xe000) !== 0x2000) return "reserved";
  }
  if (range === "unicast") return ip.toString() === AZURE_PLATFORM ? "the host of an Azure machine" : null;
  return WORDS[range] ?? "reserved";
}

/** Ranges that an origin opened by name may lead to, besides the public ones. */
const OPENABLE: ReadonlySet<string> = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);

/**
 * Metadata services outside the link-local range. Sources, read 2026-11-22: Amazon EC2 user guide (fd00:ec2::254), Oracle Cloud (192.0.0.192),
 * Alibaba Cloud (100.100.100.200); Azure's stands above.
 */
const METADATA: ReadonlySet<string> = new Set(["fd00:ec2::254", "192.0.0.192", "100.100.100.200", AZURE_PLATFORM]);

/** Whether an origin opened by name may lead to an address: public, on a private network, or this machine; link-local and metadata never. */
export function isOpenable(address: string): boolean {
  if (nonPublicRange(address) === null) return true;
  if (isIP(address) === 0 || address.includes("%")) return false;
  const ip = ipaddr.process(address);
  return OPENABLE.has(ip.range()) && !METADATA.has(ip.toString());
}

/** One spelling per address, so that two can be compared. */
export function canonicalAddress(address: string): string {
  return ipaddr.process(address).toNormalizedString();
}

/** The IPv4 address inside `64:ff9b::/96` (RFC 6052), dotted. */
function nat64Carried(parts: readonly number[]): string | null {
  const [a, b, c, d, e, f, high = 0, low = 0] = parts;
  if (a !== 0x64 || b !== 0xff9b || c !== 0 || d !== 0 || e !== 0 || f !== 0) return null;
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
