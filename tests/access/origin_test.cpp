#include "access/origin.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace burner::access {
namespace {

using Origins = std::vector<std::string>;

TEST(Origin, IsWrittenAsBrowsersWriteIt) {
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"https://app.example", "https://app.example"},
        {"HTTPS://App.Example", "https://app.example"},
        {"https://app.example:443", "https://app.example"},
        {"http://app.example:80", "http://app.example"},
        {"https://app.example:0443", "https://app.example"},
        {"https://app.example:80", "https://app.example:80"},
        {"http://app.example:443", "http://app.example:443"},
        {"http://localhost:3000", "http://localhost:3000"},
        {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
        {"http://[::1]:3000", "http://[::1]:3000"},
        {"https://[2001:DB8::1]:443", "https://[2001:db8::1]"},
        {"https://xn--bcher-kva.example", "https://xn--bcher-kva.example"},
        {"chrome-extension://ldinpeekobnhjjdofggfgjlcehhmanlj", "chrome-extension://ldinpeekobnhjjdofggfgjlcehhmanlj"},
        {"capacitor://localhost", "capacitor://localhost"},
    };
    for (const auto& [given, normal] : rows) {
        EXPECT_EQ(normal_origin(given), normal) << given;
        EXPECT_EQ(normal_allowed_origin(given), normal) << given;
    }
}

TEST(Origin, IsNothingElse) {
    const std::string_view rows[] = {
        "",
        "null",
        "*",
        "app.example",
        "https://",
        "https:/app.example",
        "https://app.example/",
        "https://app.example/x",
        "https://app.example?x",
        "https://app.example#x",
        "https://user@app.example",
        "https://app.example:",
        "https://app.example:x",
        "https://app.example:-1",
        "https://app.example:65536",
        "https://app..example",
        "https://.example",
        "https://app.example.",
        "https://bücher.example",
        "https://app example",
        " https://app.example",
        "https://app.example ",
        "1https://app.example",
        "https://[::1",
        "https://[]",
        "https://[x]",
        "https://::1",
        "https://app.example\n",
        "https://a%2eexample",
    };
    for (const auto& given : rows) {
        EXPECT_FALSE(normal_origin(given)) << given;
        EXPECT_FALSE(normal_allowed_origin(given)) << given;
        EXPECT_FALSE(is_allowed_origin(given, Origins{"https://app.example"})) << given;
    }
    EXPECT_FALSE(normal_origin("https://" + std::string(300, 'a')));
}

TEST(Origin, AnAllowedOneMayHaveOneWildcardLabel) {
    EXPECT_EQ(normal_allowed_origin("https://*.Vercel.app:443"), "https://*.vercel.app");
    EXPECT_EQ(normal_allowed_origin("http://*.shop.example:3000"), "http://*.shop.example:3000");
    for (const auto* given :
         {"https://*", "https://*.com", "https://*.localhost", "https://*.*.example.com", "https://a.*.example.com",
          "https://*a.example.com", "https://a*.example.com", "*://a.b.c", "https://*.example.com/",
          "https://**.example.com", "https://*.example.com:*"})
        EXPECT_FALSE(normal_allowed_origin(given)) << given;
    EXPECT_FALSE(normal_origin("https://*.example.com"));
}

TEST(Origin, IsAllowedAsItIsWrittenOrByAWildcard) {
    const Origins allowed{"https://app.example", "https://*.shop.example", "http://*.shop.example:3000"};
    for (const auto* origin : {"https://app.example", "https://APP.example", "https://app.example:443",
                               "https://a.shop.example", "https://A-1.shop.example", "http://a.shop.example:3000"})
        EXPECT_TRUE(is_allowed_origin(origin, allowed)) << origin;
    for (const auto* origin :
         {"http://app.example", "https://app.example:444", "https://app.example.evil.example", "https://shop.example",
          "https://a.b.shop.example", "https://.shop.example", "https://a.shop.example:3000", "http://a.shop.example",
          "https://a.evil.example", "https://ashop.example", "https://*.shop.example.evil.example", "null", ""})
        EXPECT_FALSE(is_allowed_origin(origin, allowed)) << origin;
    EXPECT_FALSE(is_allowed_origin("https://app.example", Origins{}));
}

/// An earlier version stored what was given.
TEST(Origin, WhatWasStoredInAnotherFormMatches) {
    const Origins stored{"https://App.Example", "https://b.example:443", "nonsense"};
    EXPECT_TRUE(is_allowed_origin("https://app.example", stored));
    EXPECT_TRUE(is_allowed_origin("https://b.example", stored));
    EXPECT_FALSE(is_allowed_origin("https://c.example", stored));
}

TEST(Origin, HasAHostWithItsPort) {
    EXPECT_EQ(host_of_origin("https://app.example"), "app.example");
    EXPECT_EQ(host_of_origin("http://localhost:3000"), "localhost:3000");
}

}  // namespace
}  // namespace burner::access
