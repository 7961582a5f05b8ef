#include "admin/admin_test.hpp"

namespace burner::admin {
namespace {

/// What an operator sees and does of the server as a whole.
class ServerOfDashboard : public AdminTest {
  protected:
    Answer as_operator(std::string method, std::string path) {
        return ask(Ask{.method = std::move(method), .path = std::move(path)}.as(session_of(operator_)));
    }
};

TEST_F(ServerOfDashboard, TheSettingsAreListedWithTheirOrigin) {
    EXPECT_EQ(as_operator("GET", "/settings").at("/items"),
              R"([{"key":"listen.port","value":"8080","source":"default","help":"TCP port"}])");
}

TEST_F(ServerOfDashboard, ASigningKeyIsRotatedAndRetired) {
    const auto before = signing_.current().kid;
    const auto listed = as_operator("GET", "/signing-keys");
    EXPECT_EQ(listed.at("/items/0/algorithm"), "HS256");
    EXPECT_EQ(listed.body.find("secret"), std::string::npos);
    EXPECT_EQ(as_operator("POST", "/signing-keys/rotate").status, 200);
    const auto now = signing_.current().kid;
    EXPECT_NE(now, before);
    EXPECT_EQ(trail_.events.back().subject, now);
    const auto retired = as_operator("POST", "/signing-keys/" + before + "/retire");
    EXPECT_EQ(retired.status, 200);
    EXPECT_EQ(trail_.events.back().subject, before);
    const std::string user = "user:" + operator_.id;
    EXPECT_EQ(deeds(), (std::vector<std::string>{user + " signing_key.rotate", user + " signing_key.retire"}));
    announcer_.is_lost = true;
    EXPECT_EQ(as_operator("POST", "/signing-keys/rotate").status, 503);
    EXPECT_EQ(signing_.current().kid, now);
}

}  // namespace
}  // namespace burner::admin
