#include "upstreams/webhook/webhook_url.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace burner::upstreams {
namespace {

const std::string taken[] = {
    "https://example.com",
    "https://example.com/",
    "https://example.com:8443/a/b?c=d#e",
    "HTTPS://EXAMPLE.COM/",
    "https://8.8.8.8/",
    "https://[2606:4700:4700::1111]/hook",
    "https://xn--bcher-kva.example/",
    "https://localhost.example/",
    "https://127.0.0.1.example/",
};

const std::string private_hosts[] = {
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "127.0.0.1.",
    "0.0.0.0",
    "0",
    "10.0.0.1",
    "10.1",
    "100.64.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "172.16.0.1",
    "192.168.0.1",
    "192.168.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2002:c0a8:101::1]",
    "[2001:0:1::1]",
    "[2001:db8::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fec0::1]",
    "[ff02::1]",
};

const std::string never[] = {
    "",
    "https://",
    "https:///path",
    "https:example.com",
    "example.com",
    "//example.com/",
    "/path",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "unix:///run/x",
    "javascript:alert(1)",
    "https://user@example.com/",
    "https://user:pass@example.com/",
    "https://:pass@example.com/",
    "https://exa mple.com/",
    "https://example.com/a b",
    "https://example.com/\r\nX: y",
    "https://example.com/\t",
    "https://b\xc3\xbc"
    "cher.example/",
    "https://example.com:99999/",
    "https://example.com:x/",
    "https://[::1/",
    "https://[zz::1]/",
};

TEST(WebhookUrl, TakesHttpsToAPublicHost) {
    for (const auto& url : taken) EXPECT_EQ(webhook_url_mistake(url, false), std::nullopt) << url;
    for (const auto& url : taken) EXPECT_EQ(webhook_url_mistake(url, true), std::nullopt) << url;
}

TEST(WebhookUrl, TakesHttpOnlyWhereTheOperatorSaysSo) {
    EXPECT_NE(webhook_url_mistake("http://example.com/", false), std::nullopt);
    EXPECT_EQ(webhook_url_mistake("http://example.com/", true), std::nullopt);
}

TEST(WebhookUrl, RefusesPrivateHostsHoweverTheyAreSpelt) {
    for (const auto& host : private_hosts) {
        EXPECT_NE(webhook_url_mistake("https://" + host + "/", false), std::nullopt) << host;
        EXPECT_NE(webhook_url_mistake("https://" + host + ":8443/x", false), std::nullopt) << host;
        EXPECT_EQ(webhook_url_mistake("https://" + host + "/", true), std::nullopt) << host;
    }
}

TEST(WebhookUrl, RefusesWhatIsNoUrlOrHoldsCredentials) {
    for (const auto& url : never) {
        EXPECT_NE(webhook_url_mistake(url, false), std::nullopt) << url;
        EXPECT_NE(webhook_url_mistake(url, true), std::nullopt) << url;
    }
    EXPECT_NE(webhook_url_mistake("https://example.com/" + std::string(2048, 'a'), false), std::nullopt);
}

TEST(WebhookUrl, SaysNothingOfWhatTheUrlHolds) {
    EXPECT_EQ(webhook_url_mistake("https://user:hunter2@example.com/", false)->find("hunter2"), std::string::npos);
}

TEST(MayConnectTo, JudgesSocketAddresses) {
    const auto v4 = [](const char* text) {
        sockaddr_storage storage{};
        auto& address = reinterpret_cast<sockaddr_in&>(storage);
        address.sin_family = AF_INET;
        inet_pton(AF_INET, text, &address.sin_addr);
        return may_connect_to(reinterpret_cast<const sockaddr&>(storage));
    };
    const auto v6 = [](const char* text) {
        sockaddr_storage storage{};
        auto& address = reinterpret_cast<sockaddr_in6&>(storage);
        address.sin6_family = AF_INET6;
        inet_pton(AF_INET6, text, &address.sin6_addr);
        return may_connect_to(reinterpret_cast<const sockaddr&>(storage));
    };
    EXPECT_TRUE(v4("8.8.8.8"));
    EXPECT_FALSE(v4("10.0.0.1"));
    EXPECT_TRUE(v6("2606:4700:4700::1111"));
    EXPECT_FALSE(v6("::1"));
    EXPECT_FALSE(v6("::ffff:10.0.0.1"));
    sockaddr_storage local{};
    local.ss_family = AF_UNIX;
    EXPECT_FALSE(may_connect_to(reinterpret_cast<const sockaddr&>(local)));
}

}  // namespace
}  // namespace burner::upstreams
