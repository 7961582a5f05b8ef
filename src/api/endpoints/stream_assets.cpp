#include "api/endpoints/stream_assets.hpp"

#include <fmt/format.h>

#include "api/services.hpp"
#include "api/sponsoring.hpp"
#include "api/wire/query.hpp"
#include "api/wire/render_assets.hpp"
#include "assets/search/search.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

constexpr std::int64_t default_chunk_size = 50;
constexpr std::int64_t max_chunk_size = 500;
constexpr std::size_t spare_bytes = 512;

/// Writes the frames of one stream (API contract, section 4), one after the other.
class Chunks {
  public:
    Chunks(const solana::Pubkey& wallet, bool is_sponsored)
        : wallet_(solana::to_base58(wallet)), is_sponsored_(is_sponsored) {
        begin();
    }

    std::size_t size() const { return items_; }
    void add(const assets::Item& item) {
        if (items_ == 0) text_.reserve(last_frame_bytes_);
        write_item(json_, item);
        ++counts_[item.type];
        ++items_;
    }
    std::string next() {
        end_items(false);
        json_.end_object();
        return take();
    }
    std::string last(const assets::Summary& summary) {
        end_items(true);
        write_summary(json_, summary, is_sponsored_);
        json_.end_object();
        return take();
    }

  private:
    void begin() {
        json_.begin_object();
        json_.member("walletAddress", wallet_);
        json_.key("items");
        json_.begin_array();
    }
    void end_items(bool complete) {
        json_.end_array();
        json_.member("chunkIndex", index_++);
        json_.member("complete", complete);
        json_.key("counts");
        write_counts(json_, counts_);
    }
    std::string take() {
        auto frame = std::exchange(text_, {});
        last_frame_bytes_ = frame.size() + spare_bytes;
        items_ = 0;
        begin();
        return frame;
    }

    std::string wallet_;
    bool is_sponsored_;
    std::string text_;
    base::JsonWriter json_{text_};
    assets::Counts counts_;  // running
    std::size_t items_ = 0;
    std::size_t last_frame_bytes_ = 0;  // the next one is about as long
    std::size_t index_ = 0;
};

/// Adds these items, at most a chunk of them, and returns the frames that are ready to be sent.
std::vector<std::string> frames_of(Chunks& chunks, const assets::Found& batch, std::size_t chunk_size) {
    std::vector<std::string> frames;
    for (const auto& item : batch.items) {
        chunks.add(item);
        if (chunks.size() == chunk_size) frames.push_back(chunks.next());
    }
    // The next items may take seconds: a chunk need not be full to be of use.
    if (!batch.more && chunks.size() > 0) frames.push_back(chunks.next());
    return frames;
}

}  // namespace

Result<StreamAssets::Input> StreamAssets::parse(const Call& call) {
    Query query{call.request.query, {"chunkSize"}};
    const auto size = query.integer("chunkSize", 1, max_chunk_size).value_or(default_chunk_size);
    return query.result(Input{static_cast<std::size_t>(size)});
}

Task<Result<void>> StreamAssets::run(const StreamCall& call, Input input, StreamOut& out) {
    assets::Search search{call.wallet, call.services.assets.sources, input.chunk_size,
                          call.caller.project().protection};
    assets::Summary summary;
    Chunks chunks{call.wallet,
                  is_sponsored(call.caller.project(), call.wallet, call.services.transactions.sponsor_balances)};
    for (;;) {
        const bool has_room = co_await out.room();
        if (!has_room) co_return Result<void>{};
        auto batch = co_await search.next();
        if (!batch) break;
        summary.add(*batch);
        auto frames = frames_of(chunks, *batch, input.chunk_size);
        batch.reset();  // the items need not wait for the client
        for (auto& frame : frames) {
            const bool has_reader = co_await out.send(std::move(frame));
            if (!has_reader) co_return Result<void>{};
        }
    }
    if (auto answered = summary.rests_on_something(); !answered) co_return answered;
    co_await out.send(chunks.last(summary));
    co_return Result<void>{};
}

}  // namespace burner::api
