#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "access/key_ring.hpp"
#include "access/sessions.hpp"
#include "admin/gate.hpp"
#include "admin/services.hpp"
#include "base/run_in_place.hpp"
#include "fakes/fake_announcer.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/kept_trail.hpp"
#include "fakes/signing_key_ring.hpp"
#include "fakes/stores/key_store.hpp"
#include "fakes/stores/revocation_list.hpp"
#include "fakes/stores/submission_log.hpp"
#include "fakes/stores/usage_store.hpp"
#include "fakes/stores/user_store.hpp"
#include "fakes/stores/webhook_store.hpp"

namespace burner::admin {

/// A request of a browser that has the dashboard open.
struct Ask {
    std::string method = "GET";
    std::string path{};  ///< behind `/admin/v1`
    std::optional<std::string> body{};
    std::string token{};  ///< in the cookie; empty: no cookie
    std::map<std::string, std::string> headers{{"Host", "localhost:8081"}, {"Sec-Fetch-Site", "same-origin"}};
    std::string from = "192.0.2.1";
    bool is_page = false;  ///< the path is whole

    Ask as(std::string of) && {
        token = std::move(of);
        return std::move(*this);
    }
    /// Sets a header; an empty value takes it away.
    Ask with(const std::string& name, std::string value) &&;
};

struct Answer {
    int status = 0;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    /// nullopt when absent; a doubled field fails the test.
    std::optional<std::string> header(std::string_view name) const;
    /// The JSON value at a pointer: texts bare, others as JSON, `<none>` when absent.
    std::string at(std::string_view pointer) const;
    /// The token in the cookie that is set; empty: none is.
    std::string token() const;
};

/// A server of the dashboard over stores in memory and a clock that stands still. It has two projects, an operator, an
/// owner of the first project and one of the second.
class AdminTest : public testing::Test {
  protected:
    static constexpr std::string_view password = "correct horse battery";

    AdminTest();

    Answer ask(const Ask& wanted);
    /// Makes a user who has the password, without hashing it.
    users::User make_user(std::string name, bool is_operator, std::vector<users::Membership> memberships = {});
    /// Begins a session of a user; returns the token.
    std::string session_of(const users::User& user);
    access::Project make_project(std::string name);
    /// The actions in the audit log since the last call, each with its actor.
    std::vector<std::string> deeds();

    /// The trail's events, read back.
    class TrailReader final : public audit::LogReader {
      public:
        explicit TrailReader(const fakes::KeptTrail& trail) : trail_(trail) {}
        base::Result<bool> newest(std::uint64_t max_bytes, const audit::TakeEvent& take) override;
        base::Result<audit::LogCheck> check() override;

      private:
        const fakes::KeptTrail& trail_;
    };

    fakes::FakeClock clock_;
    storage::MemoryFeed feed_;
    storage::MemoryKeyStore key_store_{feed_};
    storage::MemoryRevocationList revocation_list_{feed_};
    storage::MemoryUsers all_users_;
    storage::MemoryUserStore user_store_{all_users_};
    storage::MemoryUserSessionStore user_session_store_{all_users_};
    nodes::Finality finality_ = nodes::Finality::of_a_single_node();
    nodes::Lease lease_ = nodes::Lease::of_a_single_node();
    storage::MemorySubmissionLog submissions_;
    storage::MemoryUsageStore usage_;
    storage::MemoryWebhookStore webhooks_;
    webhooks::SigningSecrets webhook_secrets_{fakes::SigningKeyRing::secrets()};
    /// Answers every message with 204, and keeps where it went.
    class KeptPoster final : public webhooks::Poster {
      public:
        base::Task<base::Result<webhooks::PostAnswer, webhooks::PostFault>> post(
            std::string url, webhooks::SignedMessage message) override;
        std::vector<std::string> urls;
    };
    KeptPoster poster_;
    Health health_;
    std::vector<nodes::NodeReport> nodes_;
    fakes::FakeAnnouncer announcer_;
    fakes::KeptTrail trail_;
    TrailReader log_{trail_};
    base::RunInPlace store_;
    access::KeyRing keys_{key_store_, clock_, finality_};
    fakes::SigningKeyRing signing_{feed_, clock_, finality_};
    access::SessionTokens tokens_{signing_.keys(), {}};
    access::Revocations revocations_{revocation_list_, finality_};
    access::Sessions sessions_{tokens_, revocations_, keys_, clock_};
    users::Accounts accounts_{user_store_, clock_};
    users::SignIns sign_ins_{user_store_, user_session_store_, clock_, {}};
    users::SignInLimit sign_in_limit_;
    limits::TierTable tiers_;
    const std::vector<pages::PageFile> files_{
        {pages::Site::dashboard, "/", "text/html; charset=utf-8", "h1", "<html>", "", ""},
        {pages::Site::dashboard, "/assets/a.js", "text/javascript; charset=utf-8", "h2", "run()", "", ""},
        {pages::Site::reclaim, "/theirs.js", "text/javascript; charset=utf-8", "h3", "other()", "", ""}};
    Services services_;
    Gate gate_{services_};

    access::Project shop_, other_;
    users::User operator_, owner_, stranger_;
};

void expect_error(const Answer& answer, int status, std::string_view code, std::string_view message);

}  // namespace burner::admin
