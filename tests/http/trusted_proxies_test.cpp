#include "http/trusted_proxies.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace burner::http {
namespace {

const TrustedProxies proxies{{*base::parse_ip_network("10.0.0.0/8"), *base::parse_ip_network("192.0.2.1"),
                              *base::parse_ip_network("2001:db8:1::/48")}};

/// The client of a request that 10.0.0.1 sends with these fields X-Forwarded-For.
std::string client_of(const std::vector<std::string>& fields) {
    std::vector<Header> headers{{"Host", "a"}};
    for (const auto& value : fields) headers.push_back({"x-forwarded-for", value});
    headers.push_back({"Accept", "203.0.113.99"});
    return to_text(proxies.client_behind(*base::parse_ip_address("10.0.0.1"), headers));
}

TEST(TrustedProxies, NameTheClientLast) {
    EXPECT_EQ(client_of({"203.0.113.7"}), "203.0.113.7");
    EXPECT_EQ(client_of({"198.51.100.1, 203.0.113.7"}), "203.0.113.7");
    EXPECT_EQ(client_of({"198.51.100.1,203.0.113.7,10.0.0.9"}), "203.0.113.7");
    EXPECT_EQ(client_of({"203.0.113.7, 192.0.2.1,\t10.1.1.1 "}), "203.0.113.7");
    EXPECT_EQ(client_of({"203.0.113.7, 192.0.2.2, 10.1.1.1"}), "192.0.2.2");
    EXPECT_EQ(client_of({"203.0.113.7, 2001:db8:1:ffff::5"}), "203.0.113.7");
    EXPECT_EQ(client_of({"2001:DB8:2::5"}), "2001:db8:2::5");
    EXPECT_EQ(client_of({"::ffff:203.0.113.7"}), "203.0.113.7");
    EXPECT_EQ(client_of({"127.0.0.1"}), "127.0.0.1");
}

TEST(TrustedProxies, AreReadOverAllFieldsInTheirOrder) {
    EXPECT_EQ(client_of({"198.51.100.1", "203.0.113.7"}), "203.0.113.7");
    EXPECT_EQ(client_of({"203.0.113.7", "10.0.0.9"}), "203.0.113.7");
    EXPECT_EQ(client_of({"203.0.113.7", "10.0.0.9, 10.0.0.8", ""}), "203.0.113.7");
}

TEST(TrustedProxies, MayWriteAPort) {
    EXPECT_EQ(client_of({"203.0.113.7:4711"}), "203.0.113.7");
    EXPECT_EQ(client_of({"[2001:db8:2::5]:4711"}), "2001:db8:2::5");
    EXPECT_EQ(client_of({"[2001:db8:2::5]"}), "2001:db8:2::5");
    EXPECT_EQ(client_of({"203.0.113.7, [2001:db8:1::5]:80"}), "203.0.113.7");
}

TEST(TrustedProxies, AreTheClientsThemselvesWhereNobodyElseIsNamed) {
    EXPECT_EQ(client_of({}), "10.0.0.1");
    EXPECT_EQ(client_of({""}), "10.0.0.1");
    EXPECT_EQ(client_of({" , ,"}), "10.0.0.1");
    EXPECT_EQ(client_of({"10.0.0.3, 10.0.0.2"}), "10.0.0.3");
}

/// What a client makes up stands before what the proxies append, so it is never reached.
TEST(TrustedProxies, CountAsTheClientWhereTheyHandOnWhatCannotBeRead) {
    for (const std::string entry : {"unknown",
                                    "_hidden",
                                    "203.0.113",
                                    "203.0.113.7.8",
                                    "203.0.113.7:",
                                    "203.0.113.7:x",
                                    "203.0.113.7:65536",
                                    "[",
                                    "[]",
                                    "[2001:db8:2::5",
                                    "[2001:db8:2::5]80",
                                    "2001:db8:2::5]",
                                    "2001:db8:2::5:",
                                    "fe80::1%eth0",
                                    "a b",
                                    "\"203.0.113.7\"",
                                    "203.0.113.7;",
                                    "for=203.0.113.7",
                                    "203.0.113.7 203.0.113.8",
                                    "0x7f.1"}) {
        EXPECT_EQ(client_of({"203.0.113.7, " + entry}), "10.0.0.1") << entry;
        EXPECT_EQ(client_of({"203.0.113.7", entry + ", 10.0.0.9"}), "10.0.0.9") << entry;
        EXPECT_EQ(client_of({entry + ", 203.0.113.7"}), "203.0.113.7") << entry;
    }
}

}  // namespace
}  // namespace burner::http
