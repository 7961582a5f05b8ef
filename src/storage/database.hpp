#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "base/result.hpp"
#include "storage/transaction.hpp"

namespace burner::storage {

base::Error storage_unavailable();

/// An engine that keeps rows: SQLite or PostgreSQL. What `write` has returned for survives a power cut. Any thread,
/// blocking: storage threads. Whatever the engine refuses rolls back and becomes `overloaded`; the reason goes to the
/// log. Where the connection to the engine broke during a commit, `overloaded` leaves open whether the work holds.
class Database {
  public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    /// Runs `work(Transaction&) -> Result<T>` in a transaction; commits when it succeeds. The work may be run again
    /// after a rollback, so it changes only what it returns. Each statement sees what was committed before it; work
    /// that decides by what it reads locks that first.
    template <class Work>
    auto write(Work&& work) -> decltype(work(std::declval<Transaction&>())) {
        return answer(Access::write, work);
    }
    /// Does the same on a consistent snapshot, in which nothing may be written.
    template <class Work>
    auto read(Work&& work) -> decltype(work(std::declval<Transaction&>())) {
        return answer(Access::read, work);
    }

  protected:
    enum class Access : std::uint8_t { read, write };
    /// One try of the work. It returns true to commit, and false to roll back.
    using Attempt = std::function<bool(Transaction&)>;

  private:
    /// Runs `attempt` in a transaction, again where the engine asks for it. False where the engine failed.
    virtual bool run(Access access, const Attempt& attempt) = 0;

    template <class Work>
    auto answer(Access access, Work& work) -> decltype(work(std::declval<Transaction&>()));
};

template <class Work>
auto Database::answer(Access access, Work& work) -> decltype(work(std::declval<Transaction&>())) {
    std::optional<decltype(work(std::declval<Transaction&>()))> answer;
    // Two references: small enough for std::function to hold without allocating.
    const bool ran = run(
        access, [&work, &answer](Transaction& transaction) { return answer.emplace(work(transaction)).has_value(); });
    if (!ran) return std::unexpected(storage_unavailable());
    return *std::move(answer);
}

}  // namespace burner::storage
