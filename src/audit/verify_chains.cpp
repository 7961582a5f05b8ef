#include "audit/verify_chains.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "audit/log_notes.hpp"
#include "audit/pages.hpp"
#include "audit/stored_event.hpp"
#include "base/timestamp.hpp"

namespace burner::audit {

namespace {

constexpr std::size_t page_anchors = 1'000;
constexpr std::size_t page_bytes = 4u << 20;

/// What the anchors say of a chain's beginning.
struct Beginning {
    std::optional<Link> start;
    std::optional<Link> pruned;  ///< what is up to here may be gone
};
using Beginnings = std::map<std::string, Beginning, std::less<>>;

std::string events_text(std::uint64_t first, std::uint64_t last) {
    return fmt::format("events {} to {}", first, last);
}

/// Walks over the anchors of all chains.
class AnchorsWalk {
  public:
    AnchorsWalk(ChainsVerdict& found, const ChainsOptions& options) : found_(found), options_(options) {}

    Beginnings run(ChainView& view) {
        for (std::uint64_t after = 0;;) {
            const auto page = view.anchors(after, page_anchors);
            for (const Anchor& anchor : page) take(anchor);
            if (page.size() < page_anchors) break;
            after = page.back().seq;
        }
        return std::move(beginnings_);
    }

  private:
    void take(const Anchor& anchor) {
        Beginning& beginning = beginnings_[anchor.chain];
        if (anchor.kind == AnchorKind::start && !beginning.start) beginning.start = anchor.link;
        if (anchor.kind == AnchorKind::pruned) beginning.pruned = anchor.link;
        if (options_.root == view(anchor.root)) found_.found_root = true;
        if (options_.head == view(anchor.link.hash)) found_.found_head = true;
        if (!found_.flaws.empty()) return;
        if (anchor.seq != found_.anchors + 1) {
            stop(fmt::format("anchor {} is missing", found_.anchors + 1));
        } else if (anchor.root != root_after(found_.root, anchor)) {
            stop(fmt::format("anchor {} was changed: its root is not that of what it says", anchor.seq));
        } else {
            ++found_.anchors;
            found_.root = anchor.root;
        }
    }
    void stop(std::string reason) { found_.flaws.push_back({{}, std::move(reason)}); }

    ChainsVerdict& found_;
    const ChainsOptions& options_;
    Beginnings beginnings_;
};

/// Walks over the batches of one chain and its anchors.
class ChainWalk {
  public:
    ChainWalk(ChainView& view, std::string_view chain, const Beginning& beginning)
        : chain_(chain),
          beginning_(beginning),
          anchors_([&view, chain](const Anchor& last) { return view.anchors_of(chain, last, page_anchors); }) {
        sound_.id = chain;
    }

    bool take(const Batch& batch) {
        if (!follows(batch) || !holds(batch) || !meets_anchors(batch.before, batch.end)) return false;
        if (sound_.events == 0) {
            sound_.first_seq = batch.first();
            sound_.from = time_of(std::string_view{batch.lines}.substr(0, batch.lines.find('\n')));
        }
        const auto last = batch.lines.rfind('\n', batch.lines.size() - 2) + 1;
        last_line_ = batch.lines.substr(last, batch.lines.size() - last - 1);
        sound_.events += batch.end.seq - batch.before.seq;
        sound_.last = batch.end;
        return true;
    }

    /// Looks for anchors behind the last batch.
    void end() {
        const Link pruned = beginning_.pruned.value_or(beginning_.start.value_or(Link{}));
        const std::uint64_t last = std::max(sound_.last.seq, sound_.events == 0 ? pruned.seq : 0);
        while (anchors_.get() != nullptr && anchors_.get()->link.seq <= last) anchors_.advance();
        if (const Anchor* anchor = anchors_.get()) {
            stop(fmt::format("it is cut off behind seq {}: {} says that it went on to seq {}", last,
                             anchor_text(*anchor), anchor->link.seq));
            return;
        }
        sound_.to = time_of(last_line_);
    }

    const std::optional<std::string>& flaw() const { return flaw_; }
    SoundChain& sound() { return sound_; }

  private:
    static std::string time_of(std::string_view line) {
        const auto event = stored_event(line);
        return event ? event->time : std::string{};
    }
    static std::string anchor_text(const Anchor& anchor) {
        return fmt::format("anchor {} of {}", anchor.seq, base::to_rfc3339(anchor.at));
    }

    bool stop(std::string reason) {
        flaw_ = std::move(reason);
        return false;
    }

    bool follows(const Batch& batch) {
        if (sound_.events == 0) return begins(batch);
        const Link& at = sound_.last;
        if (batch.before.seq > at.seq)
            return stop(fmt::format("{} are missing", events_text(at.seq + 1, batch.before.seq)));
        if (batch.before != at)
            return stop(fmt::format("{} do not follow those before", events_text(batch.first(), batch.end.seq)));
        return true;
    }

    bool begins(const Batch& batch) {
        const auto& [start, pruned] = beginning_;
        if (start && batch.before == *start) return true;
        if (pruned && batch.before.seq <= pruned->seq) return true;
        if (!start) return stop("no anchor says where it begins");
        const std::uint64_t first = (pruned ? pruned->seq : start->seq) + 1;
        if (batch.first() <= first)
            return stop(fmt::format("{} do not follow its beginning", events_text(batch.first(), batch.end.seq)));
        return stop(fmt::format("{} are missing, and no anchor says that they were pruned",
                                events_text(first, batch.before.seq)));
    }

    bool holds(const Batch& batch) {
        const auto parts = take_apart(batch.lines, batch.before.hash);
        if (batch.end.seq > batch.before.seq && parts && parts->link == batch.end && parts->hash == batch.end.hash &&
            parts->lines == batch.end.seq - batch.before.seq)
            return true;
        return stop(fmt::format("{} were changed: the bytes do not have the hash that they name",
                                events_text(batch.first(), batch.end.seq)));
    }

    /// Compares the anchors from one link to the other. Those before the first batch are of what was pruned.
    bool meets_anchors(const Link& before, const Link& end) {
        for (; anchors_.get() != nullptr && anchors_.get()->link.seq <= end.seq; anchors_.advance()) {
            const Anchor& anchor = *anchors_.get();
            if (anchor.link.seq < before.seq || anchor.link == before || anchor.link == end) continue;
            return stop(fmt::format("it is not what {} says it was at seq {}: it was written anew", anchor_text(anchor),
                                    anchor.link.seq));
        }
        return true;
    }

    const std::string chain_;
    const Beginning& beginning_;
    Pages<Anchor> anchors_;  ///< of the chain, in the order of their links
    SoundChain sound_;
    std::string last_line_;
    std::optional<std::string> flaw_;
};

/// Hands over the lines of a batch, without their ends.
void take_notes(LogNotes& notes, std::string_view chain, std::string_view lines) {
    for (std::size_t begin = 0; begin < lines.size();) {
        const auto end = std::min(lines.find('\n', begin), lines.size());
        notes.take(lines.substr(begin, end - begin), chain);
        begin = end + 1;
    }
}

class Verification {
  public:
    Verification(ChainView& view, const ChainsOptions& options)
        : view_(view), options_(options), total_(view.count_events()) {}

    ChainsVerdict run() {
        const Beginnings beginnings = AnchorsWalk{found_, options_}.run(view_);
        for (const std::string& chain : view_.chains()) {
            const auto known = beginnings.find(chain);
            check(chain, known == beginnings.end() ? Beginning{} : known->second);
        }
        found_.notes = notes_.take_texts();
        found_.was_altered = notes_.was_altered();
        return std::move(found_);
    }

  private:
    void check(const std::string& chain, const Beginning& beginning) {
        ChainWalk walk{view_, chain, beginning};
        for (std::uint64_t after = 0; !walk.flaw();) {
            const auto page = view_.batches(chain, after, page_bytes);
            if (page.empty()) break;
            for (const Batch& batch : page) {
                if (!walk.take(batch)) break;
                if (options_.head == view(batch.end.hash)) found_.found_head = true;
                take_notes(notes_, chain, batch.lines);
            }
            after = page.back().first();
            options_.progress(found_.events + walk.sound().events, total_);
        }
        if (!walk.flaw()) walk.end();
        found_.events += walk.sound().events;
        if (walk.flaw()) {
            found_.flaws.push_back({chain, *walk.flaw()});
        } else {
            found_.chains.push_back(std::move(walk.sound()));
        }
    }

    ChainView& view_;
    const ChainsOptions& options_;
    const std::uint64_t total_;
    ChainsVerdict found_;
    LogNotes notes_;
};

}  // namespace

ChainsVerdict verify_chains(ChainView& view, const ChainsOptions& options) {
    return Verification{view, options}.run();
}

}  // namespace burner::audit
