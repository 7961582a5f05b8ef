#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

namespace burner::access {

/// A map whose copies share what has not changed since: a change of a copy costs a few hundred entries, not all of
/// them. One copy is changed by one thread at a time; copies that nobody changes may be read by all.
template <class Key, class Value, class Hash, class Equal = std::equal_to<>>
class ShardedMap {
  public:
    /// Finds a value; nullptr when there is none.
    template <class K>
    const Value* find(const K& key) const {
        const auto& shard = shards_[index_of(key)];
        if (shard == nullptr) return nullptr;
        const auto entry = shard->find(key);
        return entry == shard->end() ? nullptr : &entry->second;
    }

    void set(const Key& key, Value value) {
        auto& shard = shards_[index_of(key)];
        if (shard == nullptr) {
            shard = std::make_shared<Shard>();
        } else if (shard.use_count() > 1) {
            shard = std::make_shared<Shard>(*shard);
        }
        shard->insert_or_assign(key, std::move(value));
    }

    template <class Visit>
    void for_each(Visit&& visit) const {
        for (const auto& shard : shards_) {
            if (shard == nullptr) continue;
            for (const auto& [key, value] : *shard) visit(value);
        }
    }

  private:
    using Shard = std::unordered_map<Key, Value, Hash, Equal>;
    static constexpr std::size_t shard_count = 256;

    /// Takes other bits of the hash than the buckets of a shard do.
    template <class K>
    static std::size_t index_of(const K& key) {
        return Hash{}(key) >> 24 & (shard_count - 1);
    }

    std::array<std::shared_ptr<Shard>, shard_count> shards_;
};

}  // namespace burner::access
