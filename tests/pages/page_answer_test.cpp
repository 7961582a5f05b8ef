#include "pages/page_answer.hpp"

#include <map>

#include <gtest/gtest.h>

#include "http/response_writer.hpp"

namespace burner::pages {
namespace {

constexpr PageFile files[] = {
    {Site::reclaim, "/", "text/html; charset=utf-8", "HASH1", "<!doctype html>", "GZIP1", "BR1"},
    {Site::reclaim, "/assets/index-a1.js", "text/javascript; charset=utf-8", "HASH2", "let a;", "GZIP2", "BR2"},
    {Site::reclaim, "/favicon.svg", "image/svg+xml", "HASH3", "<svg/>", "", ""},
    {Site::dashboard, "/", "text/html; charset=utf-8", "HASH4", "<!doctype html>", "GZIP4", "BR4"},
};

const PageFile& file(Site site, std::string_view path) {
    return *find_page_file(files, site, path);
}

http::Response answer(const PageFile& asked, std::vector<http::Header> headers = {}) {
    return page_answer(asked, {.method = http::Method::get, .path = asked.path, .headers = headers});
}

std::string head_of(const http::Response& response) {
    std::string head;
    http::append_head(head, response, {.date = "now"});
    return head;
}

TEST(PageFiles, BelongToOneSite) {
    EXPECT_EQ(file(Site::reclaim, "/").hash, "HASH1");
    EXPECT_EQ(file(Site::dashboard, "/").hash, "HASH4");
    EXPECT_EQ(find_page_file(files, Site::dashboard, "/favicon.svg"), nullptr);
    EXPECT_EQ(find_page_file(files, Site::reclaim, "/assets/"), nullptr);
    EXPECT_EQ(find_page_file(files, Site::reclaim, "/assets/../"), nullptr);
}

/// The fields that a page's security rests on, to the letter.
TEST(PageAnswer, HasExactlyTheseFields) {
    EXPECT_EQ(head_of(answer(file(Site::reclaim, "/"))),
              "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 15\r\n"
              "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
              "img-src 'self' https: data:; font-src 'self'; connect-src 'self'; form-action 'none'; "
              "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
              "trusted-types 'none'\r\n"
              "Cache-Control: no-cache\r\nCross-Origin-Opener-Policy: same-origin-allow-popups\r\n"
              "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
              "Cross-Origin-Resource-Policy: same-origin\r\n"
              "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
              "Vary: Accept-Encoding\r\nETag: \"HASH1\"\r\n\r\n");
    EXPECT_EQ(head_of(answer(file(Site::dashboard, "/"))),
              "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 15\r\n"
              "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
              "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'none'; "
              "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
              "trusted-types 'none'\r\n"
              "Cache-Control: no-cache\r\nCross-Origin-Opener-Policy: same-origin\r\n"
              "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
              "Cross-Origin-Resource-Policy: same-origin\r\n"
              "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
              "Vary: Accept-Encoding\r\nETag: \"HASH4\"\r\n\r\n");
    EXPECT_EQ(head_of(answer(file(Site::reclaim, "/assets/index-a1.js"), {{"Accept-Encoding", "gzip"}})),
              "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/javascript; charset=utf-8\r\nContent-Length: 5\r\n"
              "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n"
              "Cache-Control: public, max-age=31536000, immutable\r\n"
              "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
              "Cross-Origin-Resource-Policy: same-origin\r\n"
              "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
              "Vary: Accept-Encoding\r\nETag: \"HASH2-gzip\"\r\nContent-Encoding: gzip\r\n\r\n");
    EXPECT_EQ(head_of(answer(file(Site::reclaim, "/favicon.svg"), {{"Accept-Encoding", "br, gzip"}})),
              "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: image/svg+xml\r\nContent-Length: 6\r\n"
              "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n"
              "Cache-Control: no-cache\r\n"
              "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
              "Cross-Origin-Resource-Policy: same-origin\r\n"
              "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
              "Vary: Accept-Encoding\r\nETag: \"HASH3\"\r\n\r\n");
}

TEST(PageAnswer, IsTheSmallestFormThatTheBrowserTakes) {
    const auto& page = file(Site::reclaim, "/");
    const std::map<std::string_view, std::string_view> rows{
        {"gzip, deflate, br", "BR1"}, {"gzip", "GZIP1"}, {"br;q=0, gzip", "GZIP1"}, {"identity", "<!doctype html>"}};
    for (const auto& [accepted, content] : rows)
        EXPECT_EQ(answer(page, {{"Accept-Encoding", accepted}}).content(), content) << accepted;
    EXPECT_EQ(answer(page).content(), "<!doctype html>");
}

TEST(PageAnswer, IsNotSentAgainToWhoeverHasIt) {
    const auto& page = file(Site::reclaim, "/");
    const std::map<std::string_view, int> rows{
        {"\"HASH1-br\"", 304},   {"W/\"HASH1-br\"", 304}, {"\"x\", \"HASH1-br\"", 304}, {"*", 304}, {"\"HASH1\"", 200},
        {"\"HASH1-gzip\"", 200}, {"HASH1-br", 200}};
    for (const auto& [known, status] : rows) {
        const auto response = answer(page, {{"Accept-Encoding", "br"}, {"If-None-Match", known}});
        EXPECT_EQ(response.status, status) << known;
        const auto head = head_of(response);
        EXPECT_TRUE(head.contains("ETag: \"HASH1-br\"\r\n"));
        EXPECT_TRUE(head.contains("Cache-Control: no-cache\r\n"));
        EXPECT_EQ(head.contains("Content-Encoding"), status == 200);
    }
}

}  // namespace
}  // namespace burner::pages
