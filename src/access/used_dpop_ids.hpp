#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "access/dpop_proof.hpp"
#include "base/clock.hpp"
#include "base/string_hash.hpp"

namespace burner::access {

/// The ids of the proofs that this node has seen: each counts once here, for as long as it could count. They are kept
/// as 8-byte hashes under a key of this process, apart for each API key, so that nobody uses up another's. Any thread.
class UsedDpopIds {
  public:
    static constexpr std::chrono::seconds kept{120};  ///< a proof counts from 60 s before its `iat` to 60 s after it
    static constexpr std::size_t max_of_key = 65'536;

    enum class Use { first, again, too_many };

    UsedDpopIds();

    Use use(std::string_view key_id, const DpopProof& proof, base::SteadyTime now);

  private:
    struct OfKey {
        std::unordered_set<std::uint64_t> seen;
        std::deque<std::pair<base::SteadyTime, std::uint64_t>> by_age;

        void forget_until(base::SteadyTime time);
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, OfKey, base::StringHash, std::equal_to<>> keys;
        base::SteadyTime swept{};
    };

    std::uint64_t hash_of(const DpopProof& proof) const;
    static void sweep(Shard& shard, base::SteadyTime now);

    std::array<std::uint8_t, 16> hash_key_;
    std::array<Shard, 16> shards_;
};

}  // namespace burner::access
