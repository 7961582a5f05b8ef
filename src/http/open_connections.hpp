#pragma once

#include <chrono>
#include <string>

#include <boost/intrusive/list.hpp>

#include "http/handler.hpp"
#include "http/limits.hpp"
#include "http/shared_state.hpp"
#include "http/trusted_proxies.hpp"

namespace burner::http {

using UnlinkedAlone = boost::intrusive::link_mode<boost::intrusive::auto_unlink>;
using OpenHook = boost::intrusive::list_base_hook<UnlinkedAlone>;
using IdleHook = boost::intrusive::list_base_hook<UnlinkedAlone, boost::intrusive::tag<struct IdleTag>>;

/// A connection as the list of all of them sees it. On the server's thread.
class OpenConnection : public OpenHook, public IdleHook {
  public:
    virtual void end_overdue_wait() = 0;
    virtual void end_idle_wait() = 0;
    /// Ends an idle connection. False when its next request has just come.
    virtual bool give_way() = 0;
    virtual void cut() = 0;

  protected:
    ~OpenConnection() = default;
};

/// The open connections of one server and what they share; one thread. Each of them holds it, since the context may
/// destroy their coroutines after the server is gone.
class OpenConnections {
  public:
    using Time = std::chrono::steady_clock::time_point;

    OpenConnections(Handler& handler, const Limits& limits, SharedState& shared, TrustedProxies proxies);

    Handler& handler() { return handler_; }
    const Limits& limits() const { return limits_; }
    SharedState& shared() { return shared_; }
    const TrustedProxies& proxies() const { return proxies_; }

    Time now() const { return now_; }                  ///< as of the last sweep
    const std::string& date() const { return date_; }  ///< as of the last sweep
    bool draining() const { return stage_ != Stage::serving; }
    bool stopped() const { return stage_ == Stage::stopped; }  ///< the handler may be gone
    bool empty() const { return open_.empty(); }

    void add(OpenConnection& connection);
    /// Puts a connection that waits for its next request behind those that wait already.
    void add_idle(OpenConnection& connection);
    /// Closes the connection of this server that has been idle longest. False when none is idle.
    bool close_longest_idle();
    void sweep();
    void drain();
    void stop();

  private:
    enum class Stage { serving, draining, stopped };
    template <class Hook>
    using List = boost::intrusive::list<OpenConnection, boost::intrusive::base_hook<Hook>,
                                        boost::intrusive::constant_time_size<false>>;

    void read_clocks();

    Handler& handler_;
    Limits limits_;
    SharedState& shared_;
    TrustedProxies proxies_;
    Time now_;
    std::string date_;
    Stage stage_ = Stage::serving;
    List<OpenHook> open_;
    List<IdleHook> idle_;  ///< longest first
};

}  // namespace burner::http
