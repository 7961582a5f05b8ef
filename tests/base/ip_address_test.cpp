#include "base/ip_address.hpp"

#include <gtest/gtest.h>

namespace burner::base {
namespace {

IpAddress address(std::string_view text) {
    return parse_ip_address(text).value();
}

bool is_in(std::string_view network, std::string_view text) {
    return parse_ip_network(network).value().contains(address(text));
}

TEST(IpAddress, HasOneValueForAllItsSpellings) {
    EXPECT_EQ(address("192.0.2.1"), address("::ffff:192.0.2.1"));
    EXPECT_EQ(address("192.0.2.1"), address("::FFFF:c000:0201"));
    EXPECT_EQ(address("2001:db8::1"), address("2001:0DB8:0:0:0:0:0:1"));
    EXPECT_EQ(to_text(address("::ffff:192.0.2.1")), "192.0.2.1");
    EXPECT_EQ(to_text(address("2001:0DB8:0:0:0:0:0:1")), "2001:db8::1");
    EXPECT_EQ(to_text(IpAddress::v4({10, 0, 0, 255})), "10.0.0.255");
}

TEST(IpAddress, IsRefusedInAnyOtherForm) {
    using namespace std::string_view_literals;
    for (const auto text : {""sv, " 192.0.2.1"sv, "192.0.2.1 "sv, "192.0.2"sv, "192.0.2.256"sv, "0300.0.2.1"sv,
                            "192.0.2.1:80"sv, "[::1]"sv, "fe80::1%eth0"sv, "unknown"sv, "1"sv, "::1\0"sv,
                            "192.0.2.1\0x"sv, "1:2:3:4:5:6:7:8:9"sv, ":::"sv}) {
        EXPECT_EQ(parse_ip_address(text), std::nullopt) << text;
    }
}

TEST(IpAddress, KnowsTheHostItself) {
    for (const auto* text : {"127.0.0.1", "::1", "::ffff:127.0.0.1"}) EXPECT_TRUE(address(text).is_loopback()) << text;
    for (const auto* text : {"127.0.0.2", "::2", "0.0.0.1", "10.0.0.1"})
        EXPECT_FALSE(address(text).is_loopback()) << text;
}

TEST(IpAddress, BelongsToASite) {
    EXPECT_EQ(address("2001:db8:0:1:ffff::").site(), address("2001:db8:0:1::7").site());
    EXPECT_NE(address("2001:db8:0:1::").site(), address("2001:db8:0:2::").site());
    EXPECT_NE(address("192.0.2.1").site(), address("192.0.2.2").site());
}

TEST(IpNetwork, HoldsItsAddressesToTheEdges) {
    EXPECT_TRUE(is_in("192.0.2.1", "192.0.2.1"));
    EXPECT_FALSE(is_in("192.0.2.1", "192.0.2.0"));
    EXPECT_TRUE(is_in("10.0.0.0/8", "10.0.0.0"));
    EXPECT_TRUE(is_in("10.0.0.0/8", "10.255.255.255"));
    EXPECT_FALSE(is_in("10.0.0.0/8", "9.255.255.255"));
    EXPECT_FALSE(is_in("10.0.0.0/8", "11.0.0.0"));
    EXPECT_TRUE(is_in("100.64.0.0/10", "100.127.255.255"));
    EXPECT_FALSE(is_in("100.64.0.0/10", "100.128.0.0"));
    EXPECT_TRUE(is_in("0.0.0.0/0", "255.0.0.1"));
    EXPECT_FALSE(is_in("0.0.0.0/0", "2001:db8::1"));
    EXPECT_TRUE(is_in("2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(is_in("2001:db8::/33", "2001:db8:8000::"));
    EXPECT_TRUE(is_in("2001:db8::/128", "2001:db8::"));
    EXPECT_TRUE(is_in("::/0", "192.0.2.1"));
    EXPECT_TRUE(is_in("::ffff:10.0.0.0/104", "10.1.2.3"));
}

TEST(IpNetwork, IsRefusedWhereItIsNone) {
    for (const auto* text :
         {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8 ", "10.0.0.1/8", "10/8",
          "10.0.0.0/8/8", "2001:db8::/129", "2001:db8::1/64", "proxy.example", "192.0.2.128/24"}) {
        EXPECT_FALSE(parse_ip_network(text)) << text;
    }
}

}  // namespace
}  // namespace burner::base
