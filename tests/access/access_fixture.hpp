#pragma once

#include <string>

#include <gtest/gtest.h>

#include "access/caller.hpp"
#include "access/key_ring.hpp"
#include "access/replica.hpp"
#include "access/revocation.hpp"
#include "access/sessions.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/signing_key_ring.hpp"
#include "fakes/stores/key_store.hpp"
#include "fakes/stores/replica_store.hpp"
#include "fakes/stores/revocation_list.hpp"

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

    fakes::FakeClock clock_;
    storage::MemoryFeed feed_;
    storage::MemoryKeyStore key_store_{feed_};
    storage::MemoryRevocationList revocation_list_{feed_};
    nodes::Finality finality_ = nodes::Finality::of_a_single_node();
    fakes::SigningKeyRing signing_{feed_, clock_, finality_};
    storage::MemoryReplicaStore replica_store_{feed_, key_store_, revocation_list_, signing_.store()};
    KeyRing keys_{key_store_, clock_, finality_};
    Project project_ = keys_.create_project({"shop", std::nullopt, "inferno", {}}).value();
    CreatedKey key_ = keys_.create(project_.id, {}, "backend").value();
    SessionTokens tokens_{signing_.keys(), {}};
    Revocations revocations_{revocation_list_, finality_};
    Sessions sessions_{tokens_, revocations_, keys_, clock_};

    /// Returns what keeps other keys and revocations up to date, besides the signing keys of the fixture.
    Replica replica_of(KeyRing& keys, Revocations& revocations) {
        return {replica_store_, {keys, revocations, signing_.keys(), signing_.changes()}};
    }
};

}  // namespace burner::access
