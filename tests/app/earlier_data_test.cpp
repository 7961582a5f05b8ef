// What version 0.1 wrote and promised (tests/fixtures/0.1) still holds.
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <simdjson.h>

#include "access/replica.hpp"
#include "access/sessions.hpp"
#include "app/secret_file.hpp"
#include "app/signing_key_import.hpp"
#include "app/ticket_keys.hpp"
#include "base/timestamp.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/stores/key_store.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/revocation_list.hpp"
#include "storage/stores/signing_key_store.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/webhook_store.hpp"
#include "webhooks/signing_secrets.hpp"

namespace burner::app {
namespace {

namespace fs = std::filesystem;

class EarlierData : public testing::Test {
  protected:
    void SetUp() override {
        fs::copy("tests/fixtures/0.1/data", data());
        for (const auto& file : fs::directory_iterator{data()})
            fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
        promises_ = parser_.load("tests/fixtures/0.1/promises.json").value();
        clock_.set(base::from_rfc3339(promised("/session/expiresAt")).value() - std::chrono::minutes{30});
    }
    fs::path data() const { return folder_.path() / "data"; }
    std::string_view promised(std::string_view pointer) const { return promises_.at_pointer(pointer).value(); }
    std::unique_ptr<storage::Database> open() const {
        return storage::SqliteDatabase::open(data() / "burner.db").value();
    }
    base::ServerSecrets secrets() const { return load_server_secrets(data() / "server.secret", clock_.now()); }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
    simdjson::dom::parser parser_;
    simdjson::dom::element promises_;
};

TEST_F(EarlierData, IsMigratedOnceAndKeepsWhatItHeld) {
    for (int start = 0; start < 2; ++start) {
        const auto database = open();
        storage::SubmissionLog log{*database};
        const auto totals = log.totals(std::string{promised("/project")}).value();
        EXPECT_EQ(totals.transactions, 1U);
        EXPECT_EQ(totals.items.accounts_closed, 1U);
        const auto webhooks = storage::WebhookStore{*database}.all().value();
        ASSERT_EQ(webhooks.size(), 1U);
        EXPECT_EQ(webhooks[0].url, "https://hooks.example/burner");
        EXPECT_TRUE(webhooks::SigningSecrets{secrets()}.open(webhooks[0].sealed_secret, webhooks[0].id));
    }
}

TEST_F(EarlierData, TokensOpenTheDoorStill) {
    const auto database = open();
    storage::KeyStore key_store{*database};
    storage::RevocationList list{*database};
    storage::ReplicaStore replica_store{*database};
    const auto finality = nodes::Finality::of_a_single_node();
    access::KeyRing keys{key_store, clock_, finality};
    access::Revocations revocations{list, finality};
    storage::SigningKeyStore signing_key_store{*database};
    access::SigningKeyChanges changes{signing_key_store, secrets(), access::JwsAlgorithm::hs256, clock_};
    access::SigningKeys signing_keys{secrets(), finality};
    import_signing_keys(data(), changes);
    EXPECT_FALSE(fs::exists(data() / "signing-keys.json"));
    ASSERT_TRUE(access::Replica(replica_store, {keys, revocations, signing_keys, changes}).catch_up());
    const access::SessionTokens tokens{signing_keys, access::TokenSettings{}};
    const access::Sessions sessions{tokens, revocations, keys, clock_};

    EXPECT_EQ(keys.authenticate(promised("/apiKey")).value()->key.id, promised("/apiKeyId"));
    const auto live = sessions.authenticate(promised("/session/token"));
    ASSERT_TRUE(live) << live.error().message;
    EXPECT_EQ(solana::to_base58(live->session.wallet), promised("/wallet"));
    EXPECT_EQ(live->session.scopes, access::ScopeSet::all());
    clock_.advance(std::chrono::minutes{30});
    EXPECT_EQ(sessions.authenticate(promised("/session/token")).error(), access::session_expired());
}

TEST_F(EarlierData, TicketsAreTakenStill) {
    const auto ticket = ticket_keys_from(secrets()).open(promised("/ticket/text"));
    ASSERT_TRUE(ticket);
    EXPECT_EQ(ticket->project, promised("/project"));
    EXPECT_EQ(solana::to_base58(ticket->wallet), promised("/wallet"));
    EXPECT_EQ(ticket->rebate.gross.value, promises_.at_pointer("/ticket/grossRebate").get_uint64().value());
    EXPECT_EQ(ticket->rebate.donation.value, promises_.at_pointer("/ticket/donationAmount").get_uint64().value());
    ASSERT_EQ(ticket->includes.size(), 1U);
    EXPECT_EQ(solana::to_base58(ticket->includes[0].address), promised("/ticket/includes/0/address"));
    std::string altered{promised("/ticket/text")};
    altered[20] = altered[20] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(ticket_keys_from(secrets()).open(altered));
}

}  // namespace
}  // namespace burner::app
