#include "admin/admin_test.hpp"

namespace burner::admin {
namespace {

class PageOfDashboard : public AdminTest {
  protected:
    Answer page(std::string path, std::string method = "GET") {
        return ask({.method = std::move(method), .path = std::move(path), .is_page = true});
    }
};

TEST_F(PageOfDashboard, EveryScreenIsTheOnePage) {
    for (const auto* path : {"/", "/setup", "/reset", "/keys", "/audit", "/a/b"}) {
        const auto answer = page(path);
        EXPECT_EQ(answer.status, 200) << path;
        EXPECT_EQ(answer.body, "<html>");
    }
    EXPECT_EQ(page("/assets/a.js").body, "run()");
    EXPECT_EQ(page("/", "HEAD").status, 200);
}

TEST_F(PageOfDashboard, WhatIsNotThereIsNotFound) {
    for (const auto* path : {"/assets/b.js", "/theirs.js", "/favicon.ico"})
        expect_error(page(path), 404, "not_found", "Not found");
    expect_error(page("/", "POST"), 404, "not_found", "Not found");
}

TEST_F(PageOfDashboard, AnotherHostGetsNoPage) {
    EXPECT_EQ(ask(Ask{.path = "/", .is_page = true}.with("Host", "evil.example")).status, 403);
}

}  // namespace
}  // namespace burner::admin
