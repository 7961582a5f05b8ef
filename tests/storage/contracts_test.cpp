#include <memory>

#include "contracts/engines.hpp"
#include "contracts/idempotency_store_contract.hpp"
#include "contracts/key_store_contract.hpp"
#include "contracts/pause_store_contract.hpp"
#include "contracts/reservation_store_contract.hpp"
#include "contracts/revocation_list_contract.hpp"
#include "contracts/signing_key_store_contract.hpp"
#include "contracts/sponsor_store_contract.hpp"
#include "contracts/usage_store_contract.hpp"
#include "contracts/used_challenges_contract.hpp"
#include "fakes/stores/idempotency_store.hpp"
#include "fakes/stores/key_store.hpp"
#include "fakes/stores/pause_store.hpp"
#include "fakes/stores/replica_store.hpp"
#include "fakes/stores/reservation_store.hpp"
#include "fakes/stores/revocation_list.hpp"
#include "fakes/stores/sponsor_store.hpp"
#include "fakes/stores/submission_log.hpp"
#include "fakes/stores/usage_store.hpp"
#include "fakes/stores/used_challenges.hpp"
#include "storage/stores/idempotency_store.hpp"
#include "storage/stores/key_store.hpp"
#include "storage/stores/pause_store.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/reservation_store.hpp"
#include "storage/stores/revocation_list.hpp"
#include "storage/stores/signing_key_store.hpp"
#include "storage/stores/sponsor_store.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/usage_store.hpp"
#include "storage/stores/used_challenges.hpp"

namespace burner::contracts {
namespace {

/// In memory there is nobody else: opening again is the same store.
class Memory {
  public:
    access::KeyStore& key_store() { return keys_; }
    access::ReplicaStore& reopened_replica_store() { return replica_; }
    access::RevocationList& revocation_list() { return revocations_; }
    access::SigningKeyStore& signing_key_store() { return signing_keys_; }
    access::SigningKeyStore& reopened_signing_key_store() { return signing_keys_; }
    limits::UsageStore& usage_store() { return usage_; }
    limits::UsageStore& reopened_usage_store() { return usage_; }
    limits::IdempotencyStore& idempotency_store() { return idempotency_; }
    limits::IdempotencyStore& reopened_idempotency_store() { return idempotency_; }
    transactions::PauseStore& pause_store() { return pauses_; }
    transactions::PauseStore& reopened_pause_store() { return pauses_; }
    access::UsedChallenges& used_challenges() { return used_challenges_; }
    access::UsedChallenges& reopened_used_challenges() { return used_challenges_; }
    transactions::SponsorStore& sponsor_store() { return sponsors_; }
    transactions::SponsorStore& reopened_sponsor_store() { return sponsors_; }
    transactions::SubmissionLog& submission_log() { return submissions_; }
    transactions::ReservationStore& reservation_store() { return reservations_; }
    transactions::ReservationStore& reopened_reservation_store() { return reservations_; }

  private:
    storage::MemoryFeed feed_;
    storage::MemoryKeyStore keys_{feed_};
    storage::MemoryRevocationList revocations_{feed_};
    storage::MemorySigningKeyStore signing_keys_{feed_};
    storage::MemoryReplicaStore replica_{feed_, keys_, revocations_, signing_keys_};
    storage::MemoryUsageStore usage_;
    storage::MemoryIdempotencyStore idempotency_;
    storage::MemoryPauseStore pauses_;
    storage::MemoryUsedChallenges used_challenges_;
    storage::MemorySponsorStore sponsors_;
    storage::MemorySubmissionLog submissions_;
    storage::MemoryReservationStore reservations_{submissions_};
};

/// The stores of one Database.
struct Stores {
    explicit Stores(storage::Database& database)
        : keys(database),
          revocations(database),
          signing_keys(database),
          replica(database),
          usage(database),
          idempotency(database),
          pauses(database),
          used_challenges(database),
          sponsors(database),
          submissions(database),
          reservations(database) {}

    storage::KeyStore keys;
    storage::RevocationList revocations;
    storage::SigningKeyStore signing_keys;
    storage::ReplicaStore replica;
    storage::UsageStore usage;
    storage::IdempotencyStore idempotency;
    storage::PauseStore pauses;
    storage::UsedChallenges used_challenges;
    storage::SponsorStore sponsors;
    storage::SubmissionLog submissions;
    storage::ReservationStore reservations;
};

template <class Engine>
class Stored {
  public:
    static std::string_view missing() { return Engine::missing(); }
    access::KeyStore& key_store() { return first_.keys; }
    access::ReplicaStore& reopened_replica_store() { return second_.replica; }
    access::RevocationList& revocation_list() { return first_.revocations; }
    access::SigningKeyStore& signing_key_store() { return first_.signing_keys; }
    access::SigningKeyStore& reopened_signing_key_store() { return second_.signing_keys; }
    limits::UsageStore& usage_store() { return first_.usage; }
    limits::UsageStore& reopened_usage_store() { return second_.usage; }
    limits::IdempotencyStore& idempotency_store() { return first_.idempotency; }
    limits::IdempotencyStore& reopened_idempotency_store() { return second_.idempotency; }
    transactions::PauseStore& pause_store() { return first_.pauses; }
    transactions::PauseStore& reopened_pause_store() { return second_.pauses; }
    access::UsedChallenges& used_challenges() { return first_.used_challenges; }
    access::UsedChallenges& reopened_used_challenges() { return second_.used_challenges; }
    transactions::SponsorStore& sponsor_store() { return first_.sponsors; }
    transactions::SponsorStore& reopened_sponsor_store() { return second_.sponsors; }
    transactions::SubmissionLog& submission_log() { return first_.submissions; }
    transactions::ReservationStore& reservation_store() { return first_.reservations; }
    transactions::ReservationStore& reopened_reservation_store() { return second_.reservations; }

  private:
    Engine engine_;
    Stores first_{engine_.first()};
    Stores second_{engine_.second()};
};

using Sqlite = Stored<SqliteEngine>;
using Postgres = Stored<PostgresEngine>;

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, KeyStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, KeyStoreContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, KeyStoreContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, RevocationListContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, RevocationListContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, RevocationListContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, SigningKeyStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SigningKeyStoreContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, SigningKeyStoreContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, UsageStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, UsageStoreContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, UsageStoreContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, IdempotencyStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, IdempotencyStoreContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, IdempotencyStoreContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, PauseStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, PauseStoreContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, PauseStoreContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, UsedChallengesContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, UsedChallengesContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, UsedChallengesContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, SponsorStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SponsorStoreContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, SponsorStoreContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, ReservationStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ReservationStoreContract, Sqlite);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, ReservationStoreContract, Postgres);

}  // namespace
}  // namespace burner::contracts
