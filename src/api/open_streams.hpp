#pragma once

#include <memory>
#include <string>

#include <boost/intrusive/list.hpp>

#include "access/sessions.hpp"
#include "api/metrics.hpp"
#include "base/timer.hpp"
#include "http/websocket.hpp"
#include "nodes/lease.hpp"

namespace burner::api {

class OpenStreams;

/// One stream that is open; its session is watched while this object lives. On its worker's thread.
class OpenStream : public boost::intrusive::list_base_hook<> {
  public:
    /// Adds itself to `all`. Whatever it refers to outlives it.
    OpenStream(std::shared_ptr<OpenStreams> all, const access::Session& session, const std::string& request_id,
               http::WebSocket& socket);
    ~OpenStream();
    OpenStream(const OpenStream&) = delete;
    OpenStream& operator=(const OpenStream&) = delete;

    void check(const access::Sessions& sessions, const nodes::Lease& lease);

  private:
    std::shared_ptr<OpenStreams> all_;
    const access::Session& session_;
    const std::string& request_id_;
    http::WebSocket& socket_;
    int looks_while_pending_ = 0;
};

/// The open streams of one worker. While there are any, it looks four times a second for sessions that have expired or
/// were revoked, and ends their streams, even those that wait for an upstream or a slow client. When this node's lease
/// is over, all end: it would not hear of a revocation. So does one whose revocation is still not known everywhere at
/// the third look: this node may be cut off from those who know. The streams hold it too, since the context may destroy
/// them after the worker.
class OpenStreams {
  public:
    OpenStreams(boost::asio::io_context& context, const access::Sessions& sessions, const nodes::Lease& lease,
                Metrics& metrics);

  private:
    friend class OpenStream;

    void add(OpenStream& stream);
    void remove(OpenStream& stream);
    void watch();

    const access::Sessions& sessions_;
    const nodes::Lease& lease_;
    Metrics& metrics_;
    base::Timer timer_;
    boost::intrusive::list<OpenStream> open_;
};

}  // namespace burner::api
