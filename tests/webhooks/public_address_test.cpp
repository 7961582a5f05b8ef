#include "webhooks/public_address.hpp"

#include <string>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace burner::webhooks {
namespace {

bool public_v4(const std::string& text) {
    AddressV4 address;
    if (inet_pton(AF_INET, text.c_str(), address.data()) != 1) throw std::invalid_argument(text);
    return is_public(address);
}

bool public_v6(const std::string& text) {
    AddressV6 address;
    if (inet_pton(AF_INET6, text.c_str(), address.data()) != 1) throw std::invalid_argument(text);
    return is_public(address);
}

/// First and last of every block that is not public, and their neighbours that are.
const std::string private_v4[] = {
    "0.0.0.0",         "0.0.0.1",         "0.255.255.255",   "10.0.0.0",        "10.1.2.3",        "10.255.255.255",
    "100.64.0.0",      "100.100.0.1",     "100.127.255.255", "127.0.0.0",       "127.0.0.1",       "127.1.2.3",
    "127.255.255.255", "169.254.0.0",     "169.254.169.254", "169.254.255.255", "172.16.0.0",      "172.20.1.1",
    "172.31.255.255",  "192.0.0.0",       "192.0.0.170",     "192.0.0.255",     "192.0.2.0",       "192.0.2.255",
    "192.88.99.0",     "192.88.99.255",   "192.168.0.0",     "192.168.1.1",     "192.168.255.255", "198.18.0.0",
    "198.19.255.255",  "198.51.100.0",    "198.51.100.255",  "203.0.113.0",     "203.0.113.255",   "224.0.0.0",
    "224.0.0.1",       "239.255.255.255", "240.0.0.0",       "255.255.255.254", "255.255.255.255",
};
const std::string public_addresses_v4[] = {
    "1.0.0.0",         "1.1.1.1",         "8.8.8.8",         "9.255.255.255",   "11.0.0.0",      "100.63.255.255",
    "100.128.0.0",     "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",   "172.15.255.255",
    "172.32.0.0",      "191.255.255.255", "192.0.1.0",       "192.0.3.0",       "192.88.98.255", "192.88.100.0",
    "192.167.255.255", "192.169.0.0",     "198.17.255.255",  "198.20.0.0",      "198.51.99.255", "198.51.101.0",
    "203.0.112.255",   "203.0.114.0",     "223.255.255.255",
};

TEST(PublicAddress, KnowsTheIpv4BlocksToTheirEdges) {
    for (const auto& address : private_v4) EXPECT_FALSE(public_v4(address)) << address;
    for (const auto& address : public_addresses_v4) EXPECT_TRUE(public_v4(address)) << address;
}

TEST(PublicAddress, NoIpv6SpellingOfAnIpv4AddressSaysAnotherThing) {
    const auto spellings = [](const std::string& v4) {
        AddressV4 bytes;
        inet_pton(AF_INET, v4.c_str(), bytes.data());
        return std::vector<std::string>{
            "::ffff:" + v4, "64:ff9b::" + v4,
            fmt::format("2002:{:02x}{:02x}:{:02x}{:02x}::1", bytes[0], bytes[1], bytes[2], bytes[3])};
    };
    for (const auto& v4 : private_v4) {
        for (const auto& v6 : spellings(v4)) EXPECT_FALSE(public_v6(v6)) << v6;
    }
    for (const auto& v4 : public_addresses_v4) {
        for (const auto& v6 : spellings(v4)) EXPECT_TRUE(public_v6(v6)) << v6;
    }
}

TEST(PublicAddress, IsGlobalUnicastInIpv6) {
    for (const std::string address : {"::",
                                      "::1",
                                      "::2",
                                      "::127.0.0.1",
                                      "::8.8.8.8",
                                      "::ffff:0:8.8.8.8",
                                      "64:ff9b:0:1::808:808",
                                      "64:ff9b:1::808:808",
                                      "64:ff9b:1:ffff::1",
                                      "100::",
                                      "100::1",
                                      "100:0:0:1::1",
                                      "1fff:ffff::1",
                                      "2001::",
                                      "2001::1",
                                      "2001:0:4136:e378::1",
                                      "2001:2::1",
                                      "2001:10::1",
                                      "2001:1f::1",
                                      "2001:20::1",
                                      "2001:1ff:ffff::1",
                                      "2001:db8::",
                                      "2001:db8::1",
                                      "2001:db8:ffff:ffff::1",
                                      "3fff::",
                                      "3fff:fff:ffff::1",
                                      "4000::",
                                      "5f00::1",
                                      "8000::1",
                                      "fc00::",
                                      "fc00::1",
                                      "fd00::1",
                                      "fd12:3456:789a::1",
                                      "fdff:ffff::1",
                                      "fe00::1",
                                      "fe80::",
                                      "fe80::1",
                                      "febf:ffff::1",
                                      "fec0::1",
                                      "feff::1",
                                      "ff00::",
                                      "ff02::1",
                                      "ff0e::1",
                                      "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"}) {
        EXPECT_FALSE(public_v6(address)) << address;
    }
    for (const std::string address :
         {"2000::1", "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1", "2001:db9::1", "2003::1",
          "2400:cb00::1", "2606:4700:4700::1111", "2620:4f:8000::1", "2a00:1450::1", "3ffe:ffff::1", "3fff:1000::1"}) {
        EXPECT_TRUE(public_v6(address)) << address;
    }
}

}  // namespace
}  // namespace burner::webhooks
