#pragma once

#include <map>
#include <optional>
#include <vector>

#include "nodes/node_registry.hpp"
#include "simulation/variant.hpp"

namespace burner::nodes::simulation {

using Token = int;

/// The lock of a data directory: which directory, held at which start of which machine.
struct HeldLock {
    int boot_id = 0;
    int directory = 0;

    bool operator==(const HeldLock&) const = default;
};

/// What the engine holds. Each operation is one transaction, and happens at one moment.
class Engine {
  public:
    struct Row {
        HeldLock lock;
        std::uint64_t renewals = 0;
        ChangeNumber applied = 0;
        bool is_fenced = false;
    };
    struct Entry {
        FeedPosition position;
        std::optional<Token> revoked;  ///< nullopt: numbers went on here after the engine had lost some
    };
    struct Page {
        FeedHead head;
        std::vector<Entry> entries;
    };

    explicit Engine(Variant variant) : variant_(variant) {}

    void join(int id, const HeldLock& lock, std::optional<int> former);
    std::optional<Renewal> renew(int id, const FeedPosition& applied);
    bool acknowledge(int id, const FeedPosition& applied);
    void fence(int id, std::uint64_t renewals);
    void leave(int id);
    LiveNodes live() const;
    /// Becomes another engine for those who ask which one it is.
    void restart() { ++starts_; }
    int starts() const { return starts_; }
    Acknowledged acknowledged(const FeedPosition& change) const;
    /// Returns whether it did.
    bool raise_finals(const FeedPosition& change);

    FeedPosition revoke(Token token, std::int64_t mark);
    /// Draws a number without making the change visible, as a sequence would; `commit` does later.
    FeedPosition draw_number(std::int64_t mark);
    void commit(const FeedPosition& position, Token token);
    /// Writes again what `memory` has and this engine has lost since the last place of `history` that it has. Numbers
    /// go on after `history`.
    FeedPosition restore(const std::vector<FeedPosition>& history, const std::map<Token, ChangeNumber>& memory,
                         std::int64_t mark);
    /// Returns what came after `applied`; nullopt where this engine's history does not contain it.
    std::optional<Page> read(const FeedPosition& applied) const;
    /// Returns everything; nullopt where it does not contain what was restored.
    std::optional<Page> load(const FeedPosition& restored) const;

    bool has_row(int id) const { return rows_.contains(id) && !rows_.at(id).is_fenced; }
    bool has_revoked(Token token) const;

  private:
    FeedPosition position() const { return {last_, mark_}; }
    bool contains(const FeedPosition& position) const;
    void append(std::optional<Token> token, std::int64_t mark);

    Variant variant_;
    int starts_ = 1;
    ChangeNumber last_ = 0;
    std::int64_t mark_ = 0;
    ChangeNumber finals_ = 0;
    std::vector<Entry> entries_;
    std::map<int, Row> rows_;
};

}  // namespace burner::nodes::simulation
