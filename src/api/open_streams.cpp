#include "api/open_streams.hpp"

#include "api/stream_end.hpp"

namespace burner::api {

namespace {

/// Together with the time until another process is heard (`app/serve`) and the frame arrives, this is under one second.
constexpr std::chrono::milliseconds watch_interval{250};
/// A revocation is on its way to the other nodes for milliseconds, where none of them is gone.
constexpr int max_looks_while_pending = 3;

}  // namespace

OpenStream::OpenStream(std::shared_ptr<OpenStreams> all, const access::Session& session, const std::string& request_id,
                       http::WebSocket& socket)
    : all_(std::move(all)), session_(session), request_id_(request_id), socket_(socket) {
    all_->add(*this);
}

OpenStream::~OpenStream() {
    all_->remove(*this);
}

void OpenStream::check(const access::Sessions& sessions, const nodes::Lease& lease) {
    const auto holds = lease.look_up([&] { return sessions.still_holds(session_); });
    const bool is_pending = !holds && holds.error().code == base::ErrorCode::pending;
    looks_while_pending_ = is_pending ? looks_while_pending_ + 1 : 0;
    if (is_pending && looks_while_pending_ < max_looks_while_pending) return;
    if (!holds) end_with(socket_, holds.error(), request_id_);
}

OpenStreams::OpenStreams(boost::asio::io_context& context, const access::Sessions& sessions, const nodes::Lease& lease,
                         Metrics& metrics)
    : sessions_(sessions), lease_(lease), metrics_(metrics), timer_(context.get_executor()) {}

void OpenStreams::add(OpenStream& stream) {
    metrics_.count_stream(1);
    const bool is_first = open_.empty();
    open_.push_back(stream);
    if (is_first) watch();
}

void OpenStreams::remove(OpenStream& stream) {
    metrics_.count_stream(-1);
    open_.erase(open_.iterator_to(stream));
    if (open_.empty()) timer_.cancel();
}

void OpenStreams::watch() {
    timer_.expires_after(watch_interval);
    timer_.async_wait([this](const boost::system::error_code& cancelled) {
        if (cancelled) return;
        for (auto& stream : open_) stream.check(sessions_, lease_);
        if (!open_.empty()) watch();
    });
}

}  // namespace burner::api
