#include "upstreams/curl_loop.hpp"

#include <array>
#include <mutex>
#include <stdexcept>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/epoll.h>

namespace burner::upstreams {

namespace asio = boost::asio;

namespace {

constexpr asio::use_awaitable_t<Executor> awaitable{};

constexpr long idle_connections = 64;
constexpr long connections_per_host = 64;

CURLM* new_multi() {
    static std::once_flag started;
    std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    CURLM* multi = curl_multi_init();
    if (multi == nullptr) throw std::runtime_error("libcurl cannot start");
    return multi;
}

int new_epoll() {
    const int descriptor = epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0) throw std::runtime_error("cannot create an epoll set");
    return descriptor;
}

std::uint32_t epoll_events(int what) {
    std::uint32_t events = 0;
    if (what & CURL_POLL_IN) events |= EPOLLIN;
    if (what & CURL_POLL_OUT) events |= EPOLLOUT;
    return events;
}

int curl_events(std::uint32_t events) {
    int what = 0;
    if (events & EPOLLIN) what |= CURL_CSELECT_IN;
    if (events & EPOLLOUT) what |= CURL_CSELECT_OUT;
    if (events & (EPOLLERR | EPOLLHUP)) what |= CURL_CSELECT_ERR;
    return what;
}

}  // namespace

void Completion::finish(CURLcode result) {
    result_ = result;
    timer_.cancel();
}

base::Task<std::optional<CURLcode>> Completion::wait() {
    while (!result_ && SteadyClock::now() < timer_.expiry()) {
        co_await timer_.async_wait(asio::as_tuple(awaitable));
    }
    co_return result_;
}

CurlLoop::CurlLoop(asio::io_context& io) : io_(io), epoll_(io, new_epoll()), timer_(io), multi_(new_multi()) {
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timeout);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, idle_connections);
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, connections_per_host);
}

CurlLoop::~CurlLoop() {
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
    curl_multi_cleanup(multi_);
}

void CurlLoop::add(CURL* easy) {
    ++active_;
    curl_multi_add_handle(multi_, easy);
    if (!watching_) watch_sockets();
}

void CurlLoop::remove(CURL* easy) {
    curl_multi_remove_handle(multi_, easy);
    if (--active_ > 0) return;
    epoll_.cancel();
    timer_.cancel();
}

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    const int set = static_cast<CurlLoop*>(self)->epoll_.native_handle();
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(set, EPOLL_CTL_DEL, socket, nullptr);
        return 0;
    }
    epoll_event event{};
    event.events = epoll_events(what);
    event.data.fd = socket;
    if (epoll_ctl(set, EPOLL_CTL_MOD, socket, &event) == 0) return 0;
    return epoll_ctl(set, EPOLL_CTL_ADD, socket, &event);
}

int CurlLoop::on_timeout(CURLM*, long milliseconds, void* self) {
    auto& loop = *static_cast<CurlLoop*>(self);
    if (milliseconds < 0) {
        loop.timer_.cancel();
        return 0;
    }
    loop.timer_.expires_after(std::chrono::milliseconds{milliseconds});
    loop.timer_.async_wait([weak = loop.weak_from_this()](const boost::system::error_code& error) {
        if (const auto alive = weak.lock(); alive && !error) alive->act(CURL_SOCKET_TIMEOUT, 0);
    });
    return 0;
}

void CurlLoop::watch_sockets() {
    watching_ = true;
    epoll_.async_wait(asio::posix::descriptor_base::wait_read,
                      [weak = weak_from_this()](const boost::system::error_code& error) {
                          const auto alive = weak.lock();
                          if (!alive) return;
                          if (!error) alive->serve_sockets();
                          alive->watching_ = false;
                          if (alive->active_ > 0) alive->watch_sockets();
                      });
}

void CurlLoop::serve_sockets() {
    std::array<epoll_event, 64> events;
    const int count = epoll_wait(epoll_.native_handle(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) act(events[i].data.fd, curl_events(events[i].events));
}

void CurlLoop::act(curl_socket_t socket, int events) {
    int running = 0;
    curl_multi_socket_action(multi_, socket, events, &running);
    report_finished();
}

void CurlLoop::report_finished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        char* completion = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &completion);
        reinterpret_cast<Completion*>(completion)->finish(message->data.result);
    }
}

}  // namespace burner::upstreams
