#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "access/caller.hpp"
#include "access/key_ring.hpp"
#include "access/replica.hpp"
#include "access/revocation.hpp"
#include "access/sessions.hpp"
#include "access/signing_keys.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/stores/key_store.hpp"
#include "fakes/stores/replica_store.hpp"
#include "fakes/stores/revocation_list.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::access {

inline solana::Pubkey wallet_of(std::uint8_t fill) {
    solana::Pubkey wallet;
    wallet.bytes.fill(fill);
    return wallet;
}

/// Everything of access control over stores in memory, with one project and one key.
class AccessTest : public testing::Test {
  protected:
    SessionRequest request() const {
        return {wallet_of(1), ScopeSet::all(), default_session_ttl, project_.id, key_.record.id, Mode::live};
    }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
    storage::MemoryFeed feed_;
    storage::MemoryKeyStore key_store_{feed_};
    storage::MemoryRevocationList revocation_list_{feed_};
    storage::MemoryReplicaStore replica_store_{feed_, key_store_, revocation_list_};
    nodes::Finality finality_ = nodes::Finality::of_a_single_node();
    KeyRing keys_{key_store_, clock_, finality_};
    Project project_ = keys_.create_project({"shop", std::nullopt, "inferno", {}}).value();
    CreatedKey key_ = keys_.create(project_.id, Mode::live, "backend").value();
    std::unique_ptr<SigningKeys> signing_keys_ =
        SigningKeys::open(folder_.path() / "signing-keys.json", JwsAlgorithm::hs256, clock_).value();
    SessionTokens tokens_{*signing_keys_, {}};
    Revocations revocations_{revocation_list_, finality_};
    Sessions sessions_{tokens_, revocations_, keys_, clock_};
};

}  // namespace burner::access
